package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"simrun/internal/smallprogram"
	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// A program that turns out to have more operations is searched again with them, and not without them any more, also where
// that search has to be done again, because a step turned out late to have several operations.
func TestGrownProgramThatFolds(t *testing.T) {
	before, runs := smallprogram.Parse("load(0) ‖ store(0)").Build(-1), 0
	grown := smallprogram.Parse("load(0) if(0) load(1) ‖ store(0) acquire(0) ‖ acquire(0) store(1)").Build(-1)
	small := before.Main
	before.Main = func(w *sim.World) { runs++; small(w) }
	before.Grown = func() (sim.Program, bool) { return grown, runs > 0 }
	o := scheduler.Options{
		Strategy: "dpor", NoShrink: true, Budget: 10 * time.Second,
		Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime, Fingerprint: true},
	}
	r, want := explore(t, before, o), explore(t, grown, o)
	if summary(r) != summary(want) || !r.Exhausted {
		t.Errorf("%s\nwant:\n%s", summary(r), summary(want))
	}
	if runs > 10 {
		t.Errorf("%d executions of the program as it was at first", runs)
	}
}

// growing is a program of which executions show, under one schedule, that its threads share more than it lets be seen: then
// the search begins again with the operations on that. Each process that executes it has a memory of its own.
type growing struct{ words []string }

func (g *growing) Words() []string { return slices.Clone(g.words) }

func (g *growing) Recall(words []string) sim.Program {
	g.words = slices.Clone(words)
	return g.program()
}

func (g *growing) program() sim.Program {
	begun := len(g.words)
	return sim.Program{
		Name: "growing", Memory: g,
		Main: func(w *sim.World) {
			x, hidden := shared.New(w, "x", 0), []*shared.Var[int]{shared.New(w, "y", 0), shared.New(w, "z", 0)}
			ended := 0
			add := func() {
				x.Store(x.Load() + 1)
				for i, v := range hidden[:begun] {
					v.Store(v.Load() + i)
				}
				v := x.Load()
				if ended++; ended == 3 && v == 1 && begun < len(hidden) && len(g.words) == begun { // two updates are lost
					g.words = append(g.words, fmt.Sprint("shares ", begun))
				}
			}
			w.SpawnAll("t", add, add, add)
		},
		Grown: func() (sim.Program, bool) { return g.program(), len(g.words) > begun },
	}
}

// TestElsewhereGrows: what the executions of other processes have shown of a program has the search begin again as if it had
// been shown here, also if the process that directs it is gone meanwhile.
func TestElsewhereGrows(t *testing.T) {
	scheduler.SaveEvery(0)
	defer scheduler.SaveEvery(scheduler.SavedEvery)
	o := scheduler.Options{
		Strategy: "dpor", Executions: 3000, Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true},
	}
	want := summary(explore(t, (&growing{}).program(), o))
	if small := summary(explore(t, func() sim.Program { p := (&growing{}).program(); p.Grown = nil; return p }(), o)); small == want {
		t.Fatal("nothing has grown")
	}
	for _, dies := range []int{0, 6} {
		s := &scattered{r: rand.New(rand.NewPCG(5, 0)), kept: map[string][][]byte{}, dies: dies}
		for range 3 {
			c, err := scheduler.NewCarrier((&growing{}).program(), o)
			if err != nil {
				t.Fatal(err)
			}
			s.carriers = append(s.carriers, c)
		}
		o.Elsewhere = s
		for {
			r, err := scheduler.Explore(context.Background(), (&growing{}).program(), o)
			if errors.Is(err, errDies) {
				continue // and another process goes on
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := summary(r); got != want {
				t.Errorf("elsewhere, dying in 1 of %d turns:\n%s\nhere:\n%s", dies, got, want)
			}
			break
		}
	}
}

// TestCheckpointGrows: a search of a program that has grown goes on from a checkpoint in another process.
func TestCheckpointGrows(t *testing.T) {
	o := scheduler.Options{
		Strategy: "dpor", Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true}, NoShrink: true,
	}
	want := summary(explore(t, (&growing{}).program(), o))
	o.Checkpoint = filepath.Join(t.TempDir(), "search")
	var r *scheduler.Report
	for _, o.Executions = range []int{20, 200, 2000, 0} {
		r = explore(t, (&growing{}).program(), o)
	}
	if got := summary(r); got != want {
		t.Errorf("in parts:\n%s\nin one piece:\n%s", got, want)
	}
}
