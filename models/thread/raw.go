package thread

import (
	"time"

	"simrun/sim"
)

// StartNewThread is _thread.start_new_thread: it begins a raw thread, which nothing waits for and nothing lists, unless
// it asks for its CurrentThread. It returns the thread's identifier at once, whether or not the thread has begun. The
// name is for reports; it never blocks.
//
// A panic that ends f is reported as "Exception ignored in thread started by"; threading.excepthook is not called.
// https://docs.python.org/3.13/library/_thread.html#thread.start_new_thread
func StartNewThread(w *sim.World, name string, f func()) int {
	h := StartJoinableThread(w, NewHandle(w, name), f)
	if h.thread == nil {
		return 0
	}
	return h.thread.Index() + 1
}

// Handle is _thread._ThreadHandle: what a thread and those that join it share. Make one with NewHandle.
//
// https://docs.python.org/3.13/library/_thread.html
type Handle struct {
	sim.Object
	also    [1]*sim.Object
	thread  *sim.Thread
	started bool
	done    bool
}

// NewHandle makes a handle without a thread. An empty name becomes "_ThreadHandle-1" and so on. It never blocks. Up to
// 3.12 there are no handles.
// https://docs.python.org/3.13/library/_thread.html
func NewHandle(w *sim.World, name string) *Handle {
	of(w) // from here on the interpreter exits as CPython does
	h := sim.New[Handle](w)
	h.Init(w, "_ThreadHandle", name, h)
	h.also[0] = &h.Object
	return h
}

// StartJoinableThread is _thread.start_joinable_thread(f, handle=h): it begins a raw thread that can be joined by its
// handle, and returns the handle. It never blocks. It panics with RuntimeError "thread already started".
// https://docs.python.org/3.13/library/_thread.html
func StartJoinableThread(w *sim.World, h *Handle, f func()) *Handle {
	if !w.Do(sim.Op{Name: "_thread.start", Object: w.Registry(), Also: h.also[:]}) {
		return h
	}
	if h.started {
		panic(sim.RuntimeError("thread already started"))
	}
	h.started = true
	h.thread = w.StartThread(h.Name(), func() {
		w.Do(sim.Op{Name: "_thread.bootstrap"})
		value, panicked := call(w, f)
		if _, exit := value.(*sim.SystemExit); panicked && !exit {
			of(w).report("Exception ignored in thread started by <function "+h.Name()+">:", value)
		}
		if w.Do(sim.Op{Name: "_thread.end", Object: &h.Object}) {
			h.done = true
		}
	})
	return h
}

// Join blocks until the thread has ended; with a timeout of 0 or more, at most that long. A negative timeout stands for
// none. It may be called any number of times. It panics with RuntimeError "thread not started" or
// "Cannot join current thread".
// https://docs.python.org/3.13/library/_thread.html
func (h *Handle) Join(timeout ...time.Duration) {
	w := h.World()
	op := sim.Op{Name: "_ThreadHandle.join", Object: &h.Object, Guard: (*handleGuard)(h)}
	if len(timeout) > 0 && timeout[0] >= 0 {
		op.Timed, op.Deadline = true, w.After(timeout[0])
		if timeout[0] == 0 {
			op.Guard, op.Effect = nil, sim.Reads
		}
	}
	w.Do(op)
	switch {
	case w.Killing() || h.done:
	case !h.started:
		panic(sim.RuntimeError("thread not started"))
	case h.thread == w.Current():
		panic(sim.RuntimeError("Cannot join current thread"))
	}
}

// IsDone says whether the thread has ended. It never blocks.
// https://docs.python.org/3.13/library/_thread.html
func (h *Handle) IsDone() bool {
	h.World().Do(sim.Op{Name: "_ThreadHandle.is_done", Object: &h.Object, Effect: sim.Reads})
	return h.done
}

// State is where the thread is in its life, for traces.
func (h *Handle) State() string {
	switch {
	case h.done:
		return "ended"
	case h.started:
		return "started"
	}
	return "not started"
}

// WaitsFor makes a join wait for the thread that is joined.
func (h *Handle) WaitsFor(*sim.Thread) []*sim.Thread {
	if h.thread == nil {
		return nil
	}
	return []*sim.Thread{h.thread}
}

// handleGuard holds a joiner back until the thread has ended. A join that is a mistake is not held back.
type handleGuard Handle

func (g *handleGuard) Effect(t *sim.Thread) sim.Effect {
	if g.done || !g.started || g.thread == t {
		return sim.Reads
	}
	return sim.Blocks
}
