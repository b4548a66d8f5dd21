package barrier_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"simrun/models/barrier"
	"simrun/models/internal/conformance"
	"simrun/models/shared"
	"simrun/sim"
)

type (
	world  = *sim.World
	result = *conformance.Out
)

const (
	short  = 10 * time.Millisecond
	broken = "threading.BrokenBarrierError"
)

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, tripCases())
	conformance.Run(t, breakCases())
}

// crowd runs f in n threads and puts what they return, sorted, and what more comes at the end.
func crowd(w world, out result, n int, f func(i int) any, more func() any) {
	results := make([]string, n)
	for i := range n {
		conformance.Start(w, fmt.Sprint("T", i), func() { results[i] = fmt.Sprint(f(i)) })
	}
	w.OnEnd(func() {
		slices.Sort(results)
		out.Put(results, more())
	})
}

// pass is the index, or the error in its place.
func pass(index int, err error) any {
	if err != nil {
		return err
	}
	return index
}

func tripCases() []conformance.Case {
	return []conformance.Case{
		{ID: "BR01", Want: "every schedule: 0 or fewer parties are a ValueError",
			Main: func(w world, out result) {
				out.Put(conformance.Try(func() { barrier.New(w, "", 0) }), conformance.Try(func() { barrier.New(w, "", -1) }))
			},
			Every: []string{"ValueError: parties must be > 0 ValueError: parties must be > 0"}},
		{ID: "BR02", Want: "every schedule: nobody passes phase k before all have arrived there (scaled down: 2 threads, 3 phases)",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				arrived := shared.New(w, "arrived", 0)
				crowd(w, out, 2, func(int) any {
					for k := range 3 {
						arrived.FetchAdd(1)
						b.Wait()
						if arrived.Load() < 2*(k+1) {
							return "too early"
						}
					}
					return "ok"
				}, func() any { return b.State() })
			},
			Every: []string{"[ok ok] 0/2"}, Strategy: "dpor"},
		{ID: "BR02/three", Want: "every schedule: the same for 3 threads and 2 phases",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 3)
				arrived := shared.New(w, "arrived", 0)
				crowd(w, out, 3, func(int) any {
					for k := range 2 {
						arrived.FetchAdd(1)
						b.Wait()
						if arrived.Load() < 3*(k+1) {
							return "too early"
						}
					}
					return "ok"
				}, func() any { return b.State() })
			},
			Every: []string{"[ok ok ok] 0/3"}, Strategy: "dpor"},
		{ID: "BR02/twin", Want: "∃ with a barrier for one party too few somebody passes too early",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				arrived := shared.New(w, "arrived", 0)
				crowd(w, out, 3, func(int) any {
					arrived.FetchAdd(1)
					b.Wait(short)
					if arrived.Load() < 3 {
						return "too early"
					}
					return "ok"
				}, func() any { return "" })
			},
			Exists: []string{"*too early*"}, Strategy: "dpor"},
		{ID: "BR04", Want: "every schedule: the action runs once, in the last thread to arrive, before anybody leaves",
			Main: func(w world, out result) {
				ran, runner := shared.New(w, "ran", 0), ""
				b := barrier.New(w, "", 2, barrier.Action(func() {
					runner = w.Current().Name()
					ran.FetchAdd(1)
				}))
				crowd(w, out, 2, func(int) any {
					i, _ := b.Wait()
					if i == 1 && runner != w.Current().Name() {
						return "wrong runner"
					}
					return ran.Load()
				}, func() any { return b.State() })
			},
			Every: []string{"[1 1] 0/2"}, Strategy: "dpor"},
		{ID: "BR04/panic", Want: "every schedule: an action that raises breaks the barrier; the exception goes on in its thread",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2, barrier.Action(func() { panic(sim.RuntimeError("action")) }))
				crowd(w, out, 2, func(int) (r any) {
					defer func() {
						if v := recover(); v != nil {
							if sim.Killed(v) {
								panic(v)
							}
							r = v
						}
					}()
					return pass(b.Wait())
				}, func() any { return b.State() })
			},
			Every: []string{"[RuntimeError: action " + broken + "] 0/2 broken"}, Strategy: "dpor"},
		{ID: "BR10", Want: "every schedule: with one party wait returns 0 every time",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 1)
				out.Put(pass(b.Wait()), pass(b.Wait()), pass(b.Wait(0)), b.NWaiting(), b.Broken())
			},
			Every: []string{"0 0 0 0 F"}},
		{ID: "BR13", Want: "every schedule: an action that aborts, resets or waits blocks for ever",
			Main: func(w world, out result) {
				var b *barrier.Barrier
				b = barrier.New(w, "", 1, barrier.Action(func() {
					out.Put(b.Parties(), b.NWaiting(), b.Broken())
					[]func(){b.Abort, b.Reset, func() { b.Wait(0) }}[w.Choose(3)]()
				}))
				b.Wait()
			},
			// The action runs while the count is 1 and the barrier still fills.
			Every: []string{"1 1 F deadlock"}},
		{ID: "BR14", Want: "every schedule: 4 threads on Barrier(2): indices 0 0 1 1",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				crowd(w, out, 4, func(int) any { return pass(b.Wait()) }, func() any { return b.State() })
			},
			Every: []string{"[0 0 1 1] 0/2"}, Strategy: "dpor"},
		{ID: "BR14/enter", Want: "∃ a thread of the next round has to wait until the one before has left; its timeout does not count there",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				crowd(w, out, 3, func(i int) any { return pass(b.Wait(time.Second)) }, func() any { return b.State() })
			},
			// A round may break by a timeout, and then it is broken for all that come.
			Exists: []string{"[0 1 " + broken + "] 0/2 broken"}, Never: []string{"*deadlock*"}, Strategy: "dpor"},
	}
}

func breakCases() []conformance.Case {
	return []conformance.Case{
		{ID: "BR05", Want: "every schedule: one thread aborts in the second round: the others get BrokenBarrierError (3 threads)",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 3)
				crowd(w, out, 3, func(i int) any {
					if _, err := b.Wait(); err != nil {
						return "first round"
					}
					if i == 0 {
						b.Abort()
						return "aborts"
					}
					return pass(b.Wait())
				}, func() any { return b.State() })
			},
			// An abort while the first round drains breaks it for those that have not left yet.
			Every:    []string{"[aborts " + broken + " " + broken + "] 0/3 broken", "[aborts first round *] 0/3 broken"},
			Strategy: "dpor"},
		{ID: "BR07", Want: "every schedule: after abort and, all having left, reset the barrier is usable again",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				t := conformance.Start(w, "T", func() { out.Put(pass(b.Wait())) })
				b.Abort()
				t.Join()
				out.Put(b.Broken())
				b.Reset()
				out.Put(b.Broken())
				crowd(w, out, 2, func(int) any { return pass(b.Wait()) }, func() any { return b.State() })
			},
			Every: []string{broken + " T F [0 1] 0/2"}, Strategy: "dpor"},
		{ID: "BR06", Want: "every schedule: reset while a thread waits: BrokenBarrierError for that, and the barrier is not broken",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				t := conformance.Start(w, "T", func() { out.Put(pass(b.Wait(short))) })
				b.Reset()
				t.Join()
				out.Put(b.Broken())
			},
			// If the time is up before the reset, that mends it; if it comes after, the barrier is broken.
			Every: []string{broken + " F", broken + " T"}},
		{ID: "BR08", Want: "every schedule: a late thread: all get BrokenBarrierError, the late one too, if the time was up before",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 3, barrier.Timeout(time.Second))
				crowd(w, out, 3, func(i int) any {
					if i == 0 {
						w.Sleep(2 * time.Second)
					}
					return pass(b.Wait())
				}, func() any { return b.State() })
			},
			Config: sim.Config{Clock: sim.Virtual}, Limit: 2_000_000,
			Every: []string{"[" + broken + " " + broken + " " + broken + "] 0/3 broken"}},
		{ID: "BR09", Want: "every schedule: a timeout of 0 or less breaks the barrier at once, unless the thread is the last",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				out.Put(pass(b.Wait(0)), b.Broken())
				b.Reset()
				out.Put(pass(b.Wait(-1)), b.Broken())
			},
			Every: []string{broken + " T " + broken + " T"}},
		{ID: "BR11", Want: "every schedule: repr shows the waiters, then broken",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				out.Put(b.Repr())
				t := conformance.Start(w, "T", func() { b.Wait() })
				out.Put(b.Repr())
				b.Abort()
				out.Put(b.Repr())
				t.Join()
			},
			Every: []string{
				"<threading.Barrier at Barrier-1: waiters=0/2> <threading.Barrier at Barrier-1: waiters=0/2> <threading.Barrier at Barrier-1: broken>",
				"<threading.Barrier at Barrier-1: waiters=0/2> <threading.Barrier at Barrier-1: waiters=1/2> <threading.Barrier at Barrier-1: broken>",
			}},
		{ID: "BR15", Want: "∃ a thread whose time is up finds that the barrier has tripped, and passes",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				crowd(w, out, 2, func(int) any { return pass(b.Wait(0)) }, func() any { return b.State() })
			},
			Every: []string{"[0 1] 0/2", "[" + broken + " " + broken + "] 0/2 broken"}},
		{ID: "BR17", Want: "∃ a thread that has not left a barrier that has tripped gets BrokenBarrierError because of an abort; ∃ it passes",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				t := conformance.Start(w, "T", func() { out.Put(pass(b.Wait())) })
				i, _ := b.Wait()
				b.Abort()
				t.Join()
				out.Put(i, b.Broken())
			},
			// The thread that comes last passes, and so the other one has its index; the abort may come before that has left.
			Every: []string{"0 1 T", broken + " 1 T", "1 0 T"}},
		{ID: "BR18", Want: "every schedule: a reset of a barrier that drains leaves it alone",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				t := conformance.Start(w, "T", func() { out.Put(pass(b.Wait())) })
				i, err := b.Wait()
				b.Reset()
				t.Join()
				out.Put(i, err == nil, b.Broken())
			},
			Every: []string{"0 1 T F", "1 0 T F"}},
		{ID: "BR19", Want: "every schedule: wait has the barrier's timeout unless it is given its own",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2, barrier.Timeout(short))
				before := w.Now()
				out.Put(pass(b.Wait()), w.Now()-before >= short, w.Now()-before < 50*short)
				b.Reset()
				before = w.Now()
				out.Put(pass(b.Wait(100*short)), w.Now()-before >= 100*short)
			},
			Every: []string{broken + " T T " + broken + " T"}},
		{ID: "BR20", Want: "every schedule: an abort waits until the action has run, and does not undo the trip for the thread that ran it",
			Main: func(w world, out result) {
				in, over := shared.New(w, "in", false), false
				b := barrier.New(w, "", 1, barrier.Action(func() {
					in.Store(true)
					w.Sleep(short)
					over = true
				}))
				t := conformance.Start(w, "T", func() { out.Put(pass(b.Wait())) })
				if in.Load() {
					b.Abort()
					out.Put(over)
				}
				t.Join()
			},
			Every: []string{"0", "0 T"}},
		{ID: "BR16", Want: "every schedule: reset with nobody waiting mends a broken barrier",
			Main: func(w world, out result) {
				b := barrier.New(w, "", 2)
				b.Abort()
				out.Put(b.Broken(), pass(b.Wait()))
				b.Reset()
				out.Put(b.Broken(), b.NWaiting())
			},
			Every: []string{"T " + broken + " F 0"}},
	}
}
