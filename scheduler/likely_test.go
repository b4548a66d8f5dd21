package scheduler_test

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"simrun/internal/confidence"
	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/sim"
)

// oneIn fails with the probability 1/n wherever values are drawn.
func oneIn(n int) sim.Program {
	return sim.Program{Main: func(w *sim.World) {
		shared.New(w, "x", 0).Store(1)
		if w.Choose(n) == 0 {
			w.Fail("rare", "it is zero")
		}
	}}
}

// The interval holds the true probability in about 95 % of all searches; it is an exact one, so rather in more.
func TestLikelyIntervalHoldsTheProbability(t *testing.T) {
	const searches = 60
	for _, n := range []int{2, 10, 40} {
		wrong := 0
		for seed := range searches {
			f := onlyFinding(t, oneIn(n), scheduler.Options{Seed: uint64(seed)})
			for _, l := range f.Likely {
				if l.Executions != 400 || math.Abs(float64(l.Shown)/400-1/float64(n)) > .12 {
					t.Fatalf("%+v; the probability is 1/%d", l, n)
				}
				if 1/float64(n) < l.Low || 1/float64(n) > l.High {
					wrong++
				}
			}
		}
		// 120 intervals at 95 %: 6 are wrong on average, with a standard deviation of 2.4.
		if wrong > 15 {
			t.Errorf("1 in %d: %d of %d intervals do not hold it", n, wrong, 2*searches)
		}
	}
}

// Under both the first of two threads is drawn, and goes on or not: each comes first in half of all cases.
func TestLikelyUnderBothSchedulings(t *testing.T) {
	f := onlyFinding(t, sim.Program{Main: func(w *sim.World) {
		flag := shared.New(w, "flag", 0)
		w.SpawnAll("t", func() { flag.Store(1) }, func() {
			if flag.Load() == 0 {
				w.Fail("early", "it is not set yet")
			}
		})
	}}, scheduler.Options{Config: sim.Config{Switching: sim.Bytecode}})
	for _, l := range f.Likely {
		if l.Low > .5 || l.High < .5 || l.High-l.Low > .11 {
			t.Errorf("%+v, want one half", l)
		}
	}
}

// Of a program in another process fewer are drawn the longer its executions are: 40,000 steps together, and 50 executions at least.
// One with n writes and the step to its end has about n+1 steps; the same one in this process has all 400.
func TestLikelyInAnotherProcess(t *testing.T) {
	program := func(writes int, stands func(*sim.World) (string, string)) sim.Program {
		return sim.Program{Stands: stands, Main: func(w *sim.World) {
			x := shared.New(w, "x", 0)
			for range writes {
				x.Store(1)
			}
			w.Fail("always", "it is over")
		}}
	}
	for _, c := range []struct{ writes, least, most int }{{10, 400, 400}, {200, 195, 200}, {3000, 50, 50}} {
		for stands, want := range map[bool][2]int{true: {c.least, c.most}, false: {400, 400}} {
			var elsewhere func(*sim.World) (string, string)
			if stands {
				elsewhere = func(*sim.World) (string, string) { return "", "" }
			}
			f := onlyFinding(t, program(c.writes, elsewhere), scheduler.Options{Config: sim.Config{Switching: sim.Bytecode}})
			for _, l := range f.Likely {
				if l.Executions < want[0] || l.Executions > want[1] || l.Shown != l.Executions {
					t.Errorf("%d writes, elsewhere %v: %+v, want %d executions", c.writes, stands, l, want)
				}
			}
		}
	}
}

// The texts, with the published figures: 10 of 400 has the exact interval 0.0121 to 0.0455, none of 400 the bound 0.0075.
func TestLikelyText(t *testing.T) {
	for _, c := range []struct {
		shown int
		want  string
	}{
		{10, "about 1 in 40 executions under random switching (1.2 % to 4.5 %)"},
		{0, "none of 400 under random switching (below 0.92 %)"},
		{400, "all of 400 under random switching (above 99.08 %)"},
		{300, "300 of 400 executions under random switching (70 % to 79 %)"},
	} {
		l := minimise.Likelihood{Under: "random switching", Executions: 400, Shown: c.shown}
		l.Low, l.High = confidence.Interval(c.shown, 400)
		if l.String() != c.want {
			t.Errorf("%q, want %q", l, c.want)
		}
	}
	// R: binom.test(1, 20)$conf.int is 0.001265 to 0.248733.
	if low, high := confidence.Interval(1, 20); fmt.Sprintf("%.5f %.5f", low, high) != "0.00127 0.24873" {
		t.Errorf("1 of 20: %g to %g", low, high)
	}
}

// Of a program in Go nothing is said of the lock that CPython's threads have.
func TestLikelyOfGoroutines(t *testing.T) {
	for called, want := range map[string]bool{"": true, "goroutine": false} {
		p := oneIn(10)
		main := p.Main
		p.Main = func(w *sim.World) { w.CallThreads(called); main(w) }
		f := onlyFinding(t, p, scheduler.Options{Strategy: "dfs", Seed: 7})
		if text := f.LikelyText(); strings.Contains(text, "GIL") != want || !strings.Contains(text, "under random switching") {
			t.Errorf("%q: %s", called, text)
		}
	}
}

// The same seed says the same; when the time is up nothing is said.
func TestLikelyIsDeterministicAndBounded(t *testing.T) {
	o := scheduler.Options{Strategy: "dfs", Seed: 7}
	a, b := onlyFinding(t, oneIn(10), o), onlyFinding(t, oneIn(10), o)
	if a.LikelyText() == "" || !reflect.DeepEqual(a.Likely, b.Likely) {
		t.Errorf("%q and %q", a.LikelyText(), b.LikelyText())
	}
	ctx, cancel := context.WithCancel(context.Background())
	slow := sim.Program{Main: func(w *sim.World) {
		if w.Choose(2) == 0 {
			w.Fail("zero", "it is zero")
		}
		cancel()
	}}
	r, err := scheduler.Explore(ctx, slow, o)
	if err != nil || len(r.Findings) != 1 || r.Findings[0].LikelyText() != "" {
		t.Errorf("%+v, %v", r, err)
	}
}
