package scheduler_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"simrun/internal/contradiction"
	"simrun/internal/smallprogram"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/sim"
)

var whyPrograms = flag.Int("why.programs", 100, "random failing programs of which the sentence is checked")

// branching is a statement of a random program: an action, and what follows if it gave nothing or something.
type branching struct {
	smallprogram.Action
	none, some []branching
}

func (b branching) String() string {
	text := fmt.Sprintf("%s(%d)", b.Op, b.On)
	if b.none != nil || b.some != nil {
		text += fmt.Sprintf(" ? %v : %v", b.some, b.none)
	}
	return text
}

// branchingProgram has the statements of the main thread, and of the threads that it and others start.
type branchingProgram struct {
	bodies  [][]branching
	starts  []int // by body: the body that starts it, before its own first statement
	named   bool  // the threads have names of their own
	daemon  bool  // the first one is a daemon
	unlucky int   // it fails if what the threads saw adds up to this, modulo 7
}

func (p *branchingProgram) String() string {
	var b strings.Builder
	for i, body := range p.bodies {
		fmt.Fprintf(&b, "T%d, started by T%d: %v\n", i, p.starts[i], body)
	}
	return b.String()
}

// drawBranching draws statements. One in four is a choice of a value if they are to choose, and none is otherwise.
func drawBranching(r *rand.Rand, depth int, choose bool) []branching {
	var list []branching
	for range 1 + r.IntN(3) {
		b := branching{Action: smallprogram.Action{Op: smallprogram.Actions[r.IntN(len(smallprogram.Actions))], On: r.IntN(2)}}
		if choose && r.IntN(4) == 0 {
			b.Op = []string{"choose", "choose-three"}[r.IntN(2)]
		} else if b.Op == "choose" && !choose {
			b.Op = "load"
		}
		if depth > 0 && r.IntN(3) == 0 {
			b.none, b.some = drawBranching(r, depth-1, choose), drawBranching(r, depth-1, choose)
		}
		list = append(list, b)
	}
	return list
}

func drawBranchingProgram(seed uint64) *branchingProgram {
	r := rand.New(rand.NewPCG(seed, 11))
	p := &branchingProgram{starts: []int{0}, named: r.IntN(2) == 0, daemon: r.IntN(4) == 0, unlucky: r.IntN(7)}
	choose := r.IntN(4) == 0
	for i := range 2 + r.IntN(3) {
		p.bodies = append(p.bodies, drawBranching(r, 2, choose))
		if i > 0 {
			p.starts = append(p.starts, r.IntN(i))
		}
	}
	return p
}

// walk carries statements out. Which of two objects one is on may depend on what the thread has seen.
func walk(o *smallprogram.Objects, list []branching, state *int) {
	for _, b := range list {
		before := *state
		o.Run(b.Action, state)
		if b.none != nil && (*state-before*7-1)%1000 == 0 {
			walk(o, b.none, state)
		} else if b.none != nil {
			walk(o, b.some, state)
		}
	}
}

func (p *branchingProgram) program() sim.Program {
	return sim.Program{Name: "branching", Main: func(w *sim.World) {
		o := smallprogram.NewObjects(w)
		states := make([]int, len(p.bodies))
		var body func(i int)
		body = func(i int) {
			for k := range p.bodies {
				if k > 0 && p.starts[k] == i {
					args := []thread.Option{thread.Target("t", func() { body(k) }), thread.Daemon(p.daemon && k == 1)}
					if p.named {
						args = append(args, thread.Name(fmt.Sprintf("thread-%d", k)))
					}
					t := thread.New(w, args...)
					o.Threads = append(o.Threads, t)
					t.Start()
				}
			}
			walk(o, p.bodies[i], &states[i])
		}
		w.OnEnd(func() {
			sum := 0
			for _, s := range states {
				sum += s
			}
			w.Observe("unlucky", sum%7 == p.unlucky)
		})
		body(0)
	}}
}

// TestWhyOfRandomPrograms checks on both executions what is said of the findings of random programs whose threads choose
// values and go one way or another.
func TestWhyOfRandomPrograms(t *testing.T) {
	lucky := properties.AtExit("lucky", func(x *sim.Execution) bool { return x.Observation("unlucky") != true })
	most := *whyPrograms
	if testing.Short() {
		most = min(most, 20)
	}
	forms, failing := map[string]int{}, 0
	for seed := uint64(0); failing < most; seed++ {
		p := drawBranchingProgram(seed)
		o := scheduler.Options{
			Properties: append(properties.Default(), lucky), Strategy: "random", Seed: seed, Executions: 60, NoShrink: seed%2 == 0,
			Config: sim.Config{Switching: sim.Switching(1 + seed%4), Clock: sim.Anytime, MaxSteps: 500},
		}
		r, err := scheduler.Explore(context.Background(), p.program(), o)
		if err != nil {
			t.Fatal(err)
		}
		passes := slices.ContainsFunc(r.Outcomes, func(o *scheduler.Outcome) bool { return o.Verdict == sim.Passed })
		if len(r.Findings) == 0 || !passes { // what always fails has nothing that makes the difference
			continue
		}
		failing++
		for _, f := range r.Findings[:min(len(r.Findings), 2)] {
			if o.NoShrink { // as a replay does
				minimise.Compare(context.Background(), o.Subject(p.program()), f)
			}
			if err := contradiction.Of(p.program(), o, f); err != nil {
				t.Errorf("seed %d, %v: %s\n%v\n%v", seed, f.Kind, f.Why, err, p)
			}
			forms[form(f)]++
		}
	}
	t.Logf("%d failing programs; %v", failing, forms)
	for _, form := range []string{"order", "next", "value"} {
		if forms[form] == 0 {
			t.Errorf("no sentence of the form %q", form)
		}
	}
}

// form is that of a sentence, in a word.
func form(f *scheduler.Finding) string {
	switch {
	case f.Why == "" && f.Passing == nil:
		return "none, because nothing near passes"
	case f.Why == "":
		return "none, because nothing can be said"
	case strings.Contains(f.Why, " comes next in step "):
		return "next"
	case strings.Contains(f.Why, "'s choice "):
		return "value"
	}
	return "order"
}
