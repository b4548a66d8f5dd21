package sim

import (
	"container/heap"
	"time"
)

// Clock says when a timer elapses.
type Clock uint8

const (
	// Virtual: when the clock reaches it. Each step costs a fixed time, and when nothing is ready the clock jumps to
	// the next timer.
	Virtual Clock = iota + 1
	// Anytime: at any point; the clock is then moved forward to the deadline. A real machine may delay any thread for
	// any time, so this is all that can happen, and a sleep never hides a bug.
	Anytime
)

var clockNames = [...]string{Virtual: "virtual", Anytime: "anytime"}

// String is the name of the clock on the command line.
func (c Clock) String() string { return nameOf(clockNames[:], int(c)) }

// ParseClock is the inverse of String.
func ParseClock(name string) (Clock, error) {
	i, err := parseName("clock", clockNames[:], name)
	return Clock(i), err
}

// Now is the virtual time since the start of the execution. Under [Anytime] it only says which timers have elapsed so
// far; a program should not branch on it, because reading it is not an operation.
func (w *World) Now() time.Duration {
	w.asked = true
	return w.now
}

// Stamp is [World.Now] for a model or a scheduler that does not show the time to the program.
func (w *World) Stamp() time.Duration { return w.now }

// AskedNow says whether the program has asked for the time. Then what it says may differ between executions with the same
// trace.
func (w *World) AskedNow() bool { return w.asked }

// After is the deadline of a wait that begins now and lasts d. It never overflows: a wait of 146 years or more ends
// there.
func (w *World) After(d time.Duration) time.Duration {
	const last = 1 << 62
	return w.now + min(max(d, 0), last-w.now)
}

// Sleep suspends the running thread for the duration d of virtual time, as time.sleep; a negative d is Python's
// ValueError. It gives other threads the chance to run even if d is 0.
// https://docs.python.org/3.13/library/time.html#time.sleep
func (w *World) Sleep(d time.Duration) {
	if d < 0 {
		panic(ValueError("sleep length must be non-negative"))
	}
	w.Do(Op{Name: "time.sleep", Guard: never{}, Class: IO, Timed: true, Deadline: w.After(d)})
}

// never is the guard of an operation that ends only when its time is up.
type never struct{}

func (never) Effect(*Thread) Effect { return Blocks }

// elapsed says whether a timer with this deadline may go off now.
func (w *World) elapsed(deadline time.Duration) bool {
	return w.cfg.Clock == Anytime || w.now >= deadline
}

// timerHeap orders the threads that wait for the clock by deadline, then by ID.
type timerHeap []*Thread

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].op.Deadline != h[j].op.Deadline {
		return h[i].op.Deadline < h[j].op.Deadline
	}
	return h[i].index < h[j].index
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].timer, h[j].timer = int32(i), int32(j)
}
func (h *timerHeap) Push(x any) {
	t := x.(*Thread)
	t.timer = int32(len(*h))
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	t.timer = -1
	*h = old[:len(old)-1]
	return t
}

// fireTimers makes the threads ready whose deadline the clock has reached.
func (w *World) fireTimers() {
	for len(w.timers) > 0 && w.timers[0].op.Deadline <= w.now {
		w.setReady(heap.Pop(&w.timers).(*Thread), true)
	}
}

// jump moves the clock to the next timer; it returns false if there is none.
func (w *World) jump() bool {
	if len(w.timers) == 0 {
		return false
	}
	w.now = max(w.now, w.timers[0].op.Deadline)
	w.fireTimers()
	return true
}
