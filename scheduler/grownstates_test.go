package scheduler_test

import (
	"fmt"
	"slices"
	"testing"

	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// rarelyGrowing is a program of which one in 1680 schedules, (3·3)!/(3!)³, shows that there is more to it: auto has begun its full search by then.
type rarelyGrowing struct{ words []string }

func (g *rarelyGrowing) Words() []string { return slices.Clone(g.words) }

func (g *rarelyGrowing) Recall(words []string) sim.Program {
	g.words = slices.Clone(words)
	return g.program()
}

func (g *rarelyGrowing) program() sim.Program {
	begun := len(g.words)
	return sim.Program{
		Name: "rarely growing", Memory: g,
		Main: func(w *sim.World) {
			x, order := shared.New(w, "x", 0), ""
			stores := func(name string) func() {
				return func() {
					for range 3 {
						x.Store(len(order))
						order += name
					}
					if order == "cbacababc" && len(g.words) == 0 {
						g.words = append(g.words, "there is another")
					}
				}
			}
			w.SpawnAll("t", stores("a"), stores("b"), stores("c"))
			if begun > 0 {
				w.SpawnAll("d", stores("d"))
			}
		},
		Grown: func() (sim.Program, bool) { return g.program(), len(g.words) > begun },
	}
}

// TestElsewhereGrowsFromEachState: another process goes on from wherever a search of a program that grows was saved, also from the end
// of an attempt, where the search is to begin again and has not: then no round is under way, but searches are left.
func TestElsewhereGrowsFromEachState(t *testing.T) {
	scheduler.SaveEvery(0)
	defer scheduler.SaveEvery(scheduler.SavedEvery)
	soon, late := func() sim.Program { return (&growing{}).program() }, func() sim.Program { return (&rarelyGrowing{}).program() }
	for _, c := range []struct {
		strategy   string
		make       func() sim.Program
		executions int
	}{{"dpor", soon, 1000}, {"random", soon, 1000}, {"dpor", late, 2000}, {"auto", late, 3000}} {
		o := scheduler.Options{
			Strategy: c.strategy, Executions: c.executions, Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true},
		}
		t.Run(fmt.Sprint(c.make(), " by ", c.strategy), func(t *testing.T) { goesOnFromEach(t, c.make, o) })
	}
}

// goesOnFromEach saves a search as often as it can be, and goes on from each state, each time with processes that know nothing yet.
func goesOnFromEach(t *testing.T, program func() sim.Program, o scheduler.Options) {
	t.Helper()
	want := summary(explore(t, program(), o))
	begin := func() *scattered { return scatter(t, 5, 1, program(), o) }
	k := &keeper{scattered: begin()}
	if got := summary(exploreWith(t, program(), o, k)); got != want {
		t.Errorf("elsewhere:\n%s\nhere:\n%s", got, want)
	}
	for i, state := range k.states {
		s := begin()
		s.state = state
		o.Elsewhere = s
		r, err := scheduler.Explore(t.Context(), program(), o)
		if err != nil {
			t.Errorf("from state %d of %d: %v", i, len(k.states), err)
		} else if got := summary(r); got != want {
			t.Errorf("from state %d of %d:\n%s\nin one piece:\n%s", i, len(k.states), got, want)
		}
	}
}
