package shared_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/sim"
)

// counting is a program in which two threads each do something to a counter twice; its outcome is the counter.
func counting(update func(w *sim.World, x *shared.Var[int]) func()) func(*sim.World, *conformance.Out) {
	return func(w *sim.World, out *conformance.Out) {
		x := shared.New(w, "x", 0)
		step := update(w, x)
		body := func() {
			step()
			step()
		}
		w.SpawnAll("T", body, body)
		w.OnEnd(func() { out.Put(x.State()) })
	}
}

var (
	call     = sim.Config{Switching: sim.Call}
	bytecode = sim.Config{Switching: sim.Bytecode}
)

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, atomicityCases)
	conformance.Run(t, lockedCases)
}

// Three ways to count.
var (
	add   = counting(func(w *sim.World, x *shared.Var[int]) func() { return func() { x.Add(1) } })
	plain = counting(func(w *sim.World, x *shared.Var[int]) func() {
		return func() { x.Store(x.Load() + 1) }
	})
	polled = counting(func(w *sim.World, x *shared.Var[int]) func() {
		return func() {
			v := x.Load()
			shared.Poll(w)
			x.Store(v + 1)
		}
	})
)

// atomicityCases are about x += 1 and what may come between its load and its store.
var atomicityCases = []conformance.Case{
	{ID: "GI01", Want: "every schedule: x += 1 loses nothing in the mode call", Main: add, Config: call, Every: []string{"4"}},
	{ID: "GI01/language", Want: "∃ a lost update in the mode bytecode", Main: add, Config: bytecode, Every: []string{"2", "3", "4"}},
	{ID: "GI02", Want: "∃ lost updates up to 3.9: the mode bytecode", Main: plain, Config: bytecode, Every: []string{"2", "3", "4"}},
	{ID: "GI04", Want: "every schedule: no lost update if nothing, or a call that does not poll, comes between load and store",
		Main: plain, Config: call, Every: []string{"4"}},
	{ID: "GI05", Want: "∃ a lost update if a property, an __add__ or another call comes between", Main: polled, Config: call,
		Every: []string{"2", "3", "4"}},
	{ID: "GI06", Want: "every schedule: an atomic addition loses nothing in any mode", Config: bytecode, Every: []string{"4"},
		Main: counting(func(w *sim.World, x *shared.Var[int]) func() { return func() { x.FetchAdd(1) } })},
	{ID: "GI08", Want: "every schedule: a loop of compare-and-swap loses nothing in any mode", Config: bytecode, Every: []string{"4"},
		Strategy: "dpor",
		Main: counting(func(w *sim.World, x *shared.Var[int]) func() {
			return func() {
				for v := x.Load(); !x.CompareAndSwap(v, v+1); {
					v = x.Load()
				}
			}
		})},
	{ID: "GI08/swap", Want: "every schedule: of two swaps the one that comes later sees what the first one stored", Config: bytecode,
		Strategy: "dpor",
		Main: func(w *sim.World, out *conformance.Out) {
			x, first, second := shared.New(w, "x", 0), 0, 0
			w.SpawnAll("T", func() { first = x.Swap(1) }, func() { second = x.Swap(2) })
			w.OnEnd(func() { out.Put(first, second, x.State()) })
		},
		Every: []string{"0 1 2", "2 0 1"}},
	{ID: "GI09", Want: "every schedule: setswitchinterval(0), (-1) is a ValueError",
		Main: func(w *sim.World, out *conformance.Out) {
			for _, d := range []time.Duration{0, -time.Second, time.Millisecond} {
				out.Put(conformance.Try(func() { thread.SetSwitchInterval(w, d) }))
			}
			out.Put(thread.GetSwitchInterval(w))
		},
		Every: []string{"ValueError: switch interval must be strictly positive ValueError: switch interval must be strictly positive ok 1ms"}},
	{ID: "GI10", Want: "∃ a loop without calls lets main clear its flag, and ends: the jump back polls",
		Main: func(w *sim.World, out *conformance.Out) {
			cont := shared.New(w, "cont", true)
			t := thread.New(w, thread.Target("", func() {
				for turns := 0; cont.Load(); turns++ {
					shared.Poll(w)
					if turns == 3 {
						out.Put("starved") // for this long: the search is not to follow it for ever
						return
					}
				}
				out.Put("stopped")
			}))
			t.Start()
			cont.Store(false)
			t.Join()
		},
		Config: call, Every: []string{"stopped", "starved"}},
	{ID: "GI10/without", Want: "∄ without the jump back nothing lets main come between: once in the loop, the thread stays there",
		Main: func(w *sim.World, out *conformance.Out) {
			cont := shared.New(w, "cont", true)
			t := thread.New(w, thread.Target("", func() {
				turns := 0
				for ; cont.Load() && turns < 3; turns++ {
				}
				out.Put(turns)
			}))
			t.Start()
			cont.Store(false)
			t.Join()
		},
		Config: call, Every: []string{"0", "3"}},
}

// lockedCases are about updates near locks.
var lockedCases = []conformance.Case{
	{ID: "GI07", Want: "every schedule: an update inside one shared lock is never lost, in any mode",
		Main: counting(func(w *sim.World, x *shared.Var[int]) func() {
			l := lock.New(w, "")
			return func() { l.With(func() { x.Add(1) }) }
		}),
		Config: bytecode, Every: []string{"4"}},
	{ID: "GI07/twin", Want: "∃ a lost update if each thread has a lock of its own",
		Main: counting(func(w *sim.World, x *shared.Var[int]) func() {
			return func() { lock.New(w, "").With(func() { x.Add(1) }) }
		}),
		Config: bytecode, Strategy: "dpor", Every: []string{"2", "3", "4"}},
	{ID: "GI11", Want: "∃ a lost update if a lock of one's own is taken between load and store (3.14; up to 3.13 ∄: the mode io shows none)",
		Main: privateLock(), Config: call, Strategy: "dpor", Every: []string{"2", "3", "4"}},
	{ID: "GI11/3.13", Want: "every schedule: nothing is lost where no call can switch",
		Main: privateLock(), Config: sim.Config{Switching: sim.IO}, Every: []string{"4"}},
}

// privateLock loads, takes a lock of its own, and stores inside it.
func privateLock() func(*sim.World, *conformance.Out) {
	return counting(func(w *sim.World, x *shared.Var[int]) func() {
		return func() {
			v := x.Load()
			lock.New(w, "").With(func() { x.Store(v + 1) })
		}
	})
}
