package executor_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/models/logging"
	"simrun/sim"
)

// future and pool are what the model and its refinement have in common.
type future interface {
	Result(timeout ...time.Duration) (any, error)
	Cancel() bool
	Done() bool
	Running() bool
	AddDoneCallback(fn func())
}

type pool interface {
	Submit(fn func() any) future
	Shutdown(wait, cancel bool)
	Wait(fs []future, when executor.ReturnWhen, timeout ...time.Duration) (done []future)
	AsCompleted(fs []future) (order []future)
	Workers() int
}

// model is the model behind that interface.
type model struct{ *executor.Executor }

type modelFuture struct{ *executor.Future }

func (f modelFuture) AddDoneCallback(fn func()) {
	f.Future.AddDoneCallback(func(*executor.Future) { fn() })
}

func (m model) Submit(fn func() any) future { return modelFuture{m.Executor.Submit("task", fn)} }
func (m model) Workers() int                { return len(m.Executor.Workers()) }

func (m model) Shutdown(wait, cancel bool) {
	var args []executor.ShutdownArg
	if !wait {
		args = append(args, executor.NoWait())
	}
	if cancel {
		args = append(args, executor.CancelFutures())
	}
	m.Executor.Shutdown(args...)
}

func unwrap(fs []future) (us []*executor.Future) {
	for _, f := range fs {
		us = append(us, f.(modelFuture).Future)
	}
	return us
}

func (m model) Wait(fs []future, when executor.ReturnWhen, timeout ...time.Duration) (done []future) {
	us, _ := executor.Wait(unwrap(fs), when, timeout...)
	for _, u := range us {
		done = append(done, modelFuture{u})
	}
	return done
}

func (m model) AsCompleted(fs []future) (order []future) {
	for f := range executor.AsCompleted(unwrap(fs)) {
		order = append(order, modelFuture{f})
	}
	return order
}

// session is the state of a program while it runs.
type session struct {
	w     *sim.World
	p     pool
	gate  *event.Event
	fs    []future
	ran   []string
	calls int // of callbacks
}

// task is the i-th task: it returns, raises, waits for the gate, opens it, or logs a line.
func (s *session) task(i int, kind byte) func() any {
	return func() any {
		s.ran[i] = "ran"
		switch kind {
		case 'x':
			panic(sim.ValueError("task"))
		case 'g':
			s.gate.Wait()
		case 'o':
			s.gate.Set()
		case 'l':
			logging.Print(s.w, "task %d", i)
		}
		return i
	}
}

// number finds a future in the list.
func (s *session) numbers(fs []future) (list []int) {
	for _, f := range fs {
		list = append(list, slices.Index(s.fs, f))
	}
	return list
}

// do carries out a call on the future, which is the last one, on the first, or on all.
func (s *session) do(call, kind byte, f future) string {
	switch call {
	case 's':
		i := len(s.ran)
		s.ran = append(s.ran, "not")
		s.fs = append(s.fs, s.p.Submit(s.task(i, kind)))
	case 'r':
		return fmt.Sprint(value(f.Result()))
	case 't':
		return fmt.Sprint(value(f.Result(time.Second)))
	case 'c':
		return fmt.Sprint(f.Cancel())
	case 'd':
		return fmt.Sprint(f.Done())
	case 'q':
		return fmt.Sprint(s.fs[0].Cancel())
	case 'i':
		return fmt.Sprint(s.fs[0].Running())
	case 'k':
		f.AddDoneCallback(func() { s.calls++ })
	case 'w':
		return fmt.Sprint(s.numbers(s.p.Wait(s.fs, executor.AllCompleted)))
	case 'f':
		return fmt.Sprint(s.numbers(s.p.Wait(s.fs, executor.FirstCompleted, time.Second)))
	case 'a':
		return fmt.Sprint(s.numbers(s.p.AsCompleted(s.fs)))
	case 'S':
		s.p.Shutdown(true, false)
	case 'N':
		s.p.Shutdown(false, false)
	case 'C':
		s.p.Shutdown(true, true)
	case 'D':
		s.p.Shutdown(false, true)
	case 'o':
		s.gate.Set()
	case 'l':
		logging.Print(s.w, "main")
	}
	return ""
}

// perform does what the letters say in the main thread; kinds are those of its tasks. If other is not 0, a thread that is
// started after the first submit does that on the first future.
func perform(w *sim.World, p pool, letters, kinds string, other byte, out *conformance.Out) {
	s := &session{w: w, p: p, gate: event.New(w, "")}
	got, gotOther := "", ""
	w.OnEnd(func() {
		out.Put(fmt.Sprintf("%s/ %s| tasks %v, %d callbacks, %d workers", got, gotOther, s.ran, s.calls, p.Workers()))
	})
	call := func(letter, kind byte, f future) (text string) {
		if raised := conformance.Try(func() { text = s.do(letter, kind, f) }); raised != "ok" {
			text = raised
		}
		return string(letter) + text + " "
	}
	for i := range letters {
		var last future
		if n := len(s.fs); n > 0 {
			last = s.fs[n-1]
		}
		got += call(letters[i], kinds[i], last)
		if i == 0 && other != 0 {
			w.Spawn("other", func() { gotOther += call(other, 0, s.fs[0]) })
		}
	}
}

// randomCalls are what the main thread does: it submits, and then does more; and what the other thread does. Three calls
// after the first submit can have 100,000 executions, so they are for those who have time.
func randomCalls(r *rand.Rand, most int) (letters, kinds string, other byte) {
	letters = "s"
	n := 1 + r.IntN(most)
	if r.IntN(2) == 0 {
		n, other = 1, "rtcdkNo"[r.IntN(7)]
	}
	for range n {
		letters += string("ssssrrtcdkwfaSNCDolqi"[r.IntN(21)])
	}
	for range letters {
		kinds += string("rrrxgol"[r.IntN(7)])
	}
	return letters, kinds, other
}

// TestRefinement compares the model with an executor that takes every step that CPython takes.
func TestRefinement(t *testing.T) {
	const sample = 40
	conformance.Refine(t, sample, func(r *rand.Rand, i int) conformance.Pair {
		most := 2
		if i >= sample {
			most = 3
		}
		letters, kinds, other := randomCalls(r, most)
		workers := 1 + r.IntN(2)
		run := func(create func(w *sim.World) pool) func(*sim.World, *conformance.Out) {
			return func(w *sim.World, out *conformance.Out) { perform(w, create(w), letters, kinds, other, out) }
		}
		return conformance.Pair{
			Name:  fmt.Sprintf("%q and %q, tasks %q, %d workers", letters, string(other), kinds, workers),
			Model: run(func(w *sim.World) pool { return model{executor.New(w, workers)} }),
			Steps: run(func(w *sim.World) pool { return newSteps(w, workers) }),
		}
	})
}
