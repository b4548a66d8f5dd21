package sampling_test

import (
	"fmt"
	"math"
	"testing"

	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// outcomes counts what a program writes to its log, one string an execution.
func outcomes(main func(w *sim.World, note func(string)), s strategy.Strategy, n int) map[string]int {
	r := sim.NewRunner()
	defer r.Close()
	counts := map[string]int{}
	learning := s.(strategy.Learner).Learning()
	for i := range learning + n {
		var order string
		s.Begin(i)
		x := r.Run(sim.Program{Main: func(w *sim.World) { main(w, func(c string) { order += c }) }}, bytecode, s)
		s.End(x)
		if i >= learning {
			counts[order]++
		}
	}
	return counts
}

// checkUniform holds the counts against n/kinds each, by the chi-square statistic: its mean is kinds-1, its standard
// deviation the root of twice that.
func checkUniform(t *testing.T, what string, counts map[string]int, kinds int) {
	t.Helper()
	n := 0
	for _, c := range counts {
		n += c
	}
	if len(counts) != kinds {
		t.Errorf("%s: %d different orders, there are %d: %v", what, len(counts), kinds, counts)
		return
	}
	chi, want := 0.0, float64(n)/float64(kinds)
	for _, c := range counts {
		chi += (float64(c) - want) * (float64(c) - want) / want
	}
	if z := (chi - float64(kinds-1)) / math.Sqrt(2*float64(kinds-1)); z > 5 {
		t.Errorf("%s: not uniform, chi-square %.0f for %d orders: %v", what, chi, kinds, counts)
	}
}

// steps makes n steps on a variable of the thread's own, noting each.
func steps(w *sim.World, n int, note func(string), name string) func() {
	return func() {
		x := shared.New(w, "", 0)
		for range n {
			x.Store(1)
			note(name)
		}
	}
}

// Threads of 1, 2 and 4 steps have 7!/(1!·2!·4!) = 105 interleavings; URW finds all of them equally likely.
func TestURWIsUniform(t *testing.T) {
	counts := outcomes(func(w *sim.World, note func(string)) {
		w.SpawnAll("t", steps(w, 1, note, "a"), steps(w, 2, note, "b"), steps(w, 4, note, "c"))
	}, sampling.NewURW(1), 105*100)
	checkUniform(t, "all threads at once", counts, 105)
}

// The same if threads create each other: main creates a of 3 steps and then b of 3 steps. Behind the creation of a,
// its 3 steps interleave with 4 others: 7!/(3!·4!) = 35.
func TestURWIsUniformWhileThreadsAreCreated(t *testing.T) {
	counts := outcomes(func(w *sim.World, note func(string)) {
		w.Spawn("a", steps(w, 3, note, "a"))
		w.Spawn("b", steps(w, 3, note, "b"))
		note("+") // the second creation and what follows it are one step
	}, sampling.NewURW(1), 35*300)
	checkUniform(t, "one after the other", counts, 35)
}

// Whatever else the threads do, SURW finds the orders of the interesting events equally likely: 1 store of one thread
// among 4 of another, the one behind 20 other steps. A random walk would nearly always have it come last.
func TestSURWIsUniformOnInterestingEvents(t *testing.T) {
	for _, late := range []bool{false, true} {
		counts := outcomes(func(w *sim.World, note func(string)) {
			x := shared.New(w, "x", 0)
			store := func(n int, name string) {
				for range n {
					x.Store(1)
					note(name)
				}
			}
			a := func() {
				steps(w, 20, func(string) {}, "")()
				store(1, "a")
			}
			b := func() { store(4, "b") }
			if late { // then main stands for b until it has created it, and threads and their ends are objects too
				first, second := thread.New(w, thread.Target("a", a)), thread.New(w, thread.Target("b", b))
				first.Start()
				second.Start()
				first.Join()
				second.Join()
			} else {
				w.SpawnAll("t", a, b)
			}
		}, sampling.NewSURW(1), 3000)
		checkUniform(t, fmt.Sprint("created one by one: ", late), counts, 5)
	}
}

// Reads do not race with each other, so POS leaves their priorities alone: one read comes behind ten others if its
// priority is the lowest of eleven. If each read drew it anew, that would happen once in 2^10 executions; if a write did
// not, once in eleven.
func TestPOSReassignsRacingEventsOnly(t *testing.T) {
	last := func(write bool) float64 {
		const n = 4000
		found := 0
		r := sim.NewRunner()
		defer r.Close()
		s := sampling.NewPOS(1)
		for i := range n {
			left := 10
			s.Begin(i)
			r.Run(sim.Program{Main: func(w *sim.World) {
				x := shared.New(w, "x", 0)
				w.SpawnAll("t", func() {
					for range 10 {
						if write {
							x.Store(1)
						} else {
							x.Load()
						}
						left--
					}
				}, func() {
					x.Load()
					if left == 0 {
						found++
					}
				})
			}}, bytecode, s)
		}
		return float64(found) / n
	}
	if p := last(false); math.Abs(p-1./11) > .02 {
		t.Errorf("behind ten reads with probability %.3f; want 1/11", p)
	}
	if p := last(true); p > .01 {
		t.Errorf("behind ten writes with probability %.3f; want 1/1024", p)
	}
}
