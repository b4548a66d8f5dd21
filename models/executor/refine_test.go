package executor_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

// future and pool are what the model and its refinement have in common.
type future interface {
	Result(timeout ...time.Duration) (any, error)
	Cancel() bool
	Done() bool
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

// task is the i-th task: it returns, raises, waits for the gate, or opens it.
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

// do carries out a call on the future, or on all.
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

var programs = flag.Int("programs", 40, "how many random programs TestRefinement compares")

// randomCalls are what the main thread does: it submits, and then does more; and what the other thread does.
func randomCalls(r *rand.Rand) (letters, kinds string, other byte) {
	letters = "s"
	n := 1 + r.IntN(2)
	if *programs > 100 { // somebody has time: up to four calls can have 100,000 executions
		n = 1 + r.IntN(3)
	}
	if r.IntN(2) == 0 {
		n, other = 1, "rtcdkNo"[r.IntN(7)]
	}
	for range n {
		letters += string("ssssrrtcdkwfaSNCDo"[r.IntN(18)])
	}
	for range letters {
		kinds += string("rrrxgo"[r.IntN(6)])
	}
	return letters, kinds, other
}

// TestRefinement compares, on random programs, the outcomes of the model with those of the executor that takes every
// step that CPython takes.
func TestRefinement(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range *programs {
		letters, kinds, other := randomCalls(r)
		workers := 1 + r.IntN(2)
		outcomes := func(create func(w *sim.World) pool) ([]string, int) {
			found, n := conformance.Search(t, &conformance.Case{ID: letters, Strategy: "dpor", Limit: 3_000_000,
				Main: func(w *sim.World, out *conformance.Out) { perform(w, create(w), letters, kinds, other, out) }})
			slices.Sort(found)
			return found, n
		}
		modelled, n := outcomes(func(w *sim.World) pool { return model{executor.New(w, workers)} })
		refined, m := outcomes(func(w *sim.World) pool { return newSteps(w, workers) })
		if testing.Verbose() {
			t.Logf("%d %s %q %s %d: %d outcomes, %d and %d executions", i, letters, other, kinds, workers, len(modelled), n, m)
		}
		if !slices.Equal(modelled, refined) {
			t.Fatalf("program %d, %q and %q, tasks %q, %d workers:\nthe model gives %q\nCPython's steps %q",
				i, letters, string(other), kinds, workers, modelled, refined)
		}
	}
}
