package sampling

import (
	"slices"
	"testing"

	"simrun/models/shared"
	"simrun/properties/catalog/sctbench"
	"simrun/sim"
)

var eachStep = sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, MaxSteps: 2000}

// stores has three threads that store the variables a and b, and one that loads both; see notes what it loads.
func stores(see func(a, b int)) func(w *sim.World) {
	return func(w *sim.World) {
		a, b := shared.New(w, "a", 0), shared.New(w, "b", 0)
		store := func() {
			a.Store(1)
			b.Store(1)
		}
		w.SpawnAll("t", store, store, store, func() { see(a.Load(), b.Load()) })
	}
}

// pairsOf finds what an operation of that name has read: what was there at the start, true, and what was written, false.
func pairsOf(s *readsFrom, reader string) (from map[bool]pair) {
	from = map[bool]pair{}
	for _, p := range s.pairs {
		for op, n := range s.numbers {
			if op.name == reader && event(n) == p.read&(1<<32-1) && op.object == p.object && len(from) < 2 {
				if _, there := from[p.write == 0]; !there {
					from[p.write == 0] = p
				}
			}
		}
	}
	return from
}

// A constraint that says that the load of a is to see its first value, or that of a store, is fulfilled in every execution, and its
// opposite too; without one there is each in some.
func TestReadsFromFulfilsConstraints(t *testing.T) {
	s := newReadsFrom(3)
	r := sim.NewRunner()
	defer r.Close()
	run := func(i int, constraints ...constraint) (a int) {
		s.begin(i, constraints)
		r.Run(sim.Program{Main: stores(func(x, _ int) { a = x })}, eachStep, s)
		return a
	}
	sum := 0
	for i := range 100 {
		sum += run(i)
	}
	if sum == 0 || sum == 100 {
		t.Fatalf("without constraints the load sees a store in %d of 100 executions", sum)
	}
	from := pairsOf(s, "Var.load")
	for _, c := range []struct {
		constraint constraint
		want       int
	}{
		{constraint{from[true], false}, 0}, {constraint{from[true], true}, 1},
		{constraint{from[false], false}, 1}, {constraint{from[false], true}, 0},
	} {
		for i := range 100 {
			if got := run(100+i, c.constraint); got != c.want {
				t.Errorf("execution %d with %+v: the load sees %d, want %d", i, c.constraint, got, c.want)
				break
			}
		}
	}
}

// Constraints that cannot be fulfilled, together or at all, do not keep an execution from its end.
func TestReadsFromGivesUp(t *testing.T) {
	s := newReadsFrom(3)
	r := sim.NewRunner()
	defer r.Close()
	main := stores(func(int, int) {})
	for i := range 50 {
		s.begin(i, nil)
		r.Run(sim.Program{Main: main}, eachStep, s)
	}
	var all []constraint
	for _, p := range s.pairs {
		all = append(all, constraint{p, false}, constraint{p, true}, constraint{pair{p.read, p.read, p.object}, false})
	}
	for i := range 50 {
		s.begin(50+i, all)
		if x := r.Run(sim.Program{Main: main}, eachStep, s); x.End != sim.Completed {
			t.Fatalf("the execution ends by %v", x.End)
		}
	}
}

// A thread that waits in a loop looks once or twice, and then the other one goes on: no execution is long. Where threads are
// patient, in one of four, some go round more often.
func TestReadsFromDoesNotSpin(t *testing.T) {
	s := NewRFF(1)
	r := sim.NewRunner()
	defer r.Close()
	longest := map[bool]int{}
	for i := range 400 {
		s.Begin(i)
		x := r.Run(sim.Program{Main: func(w *sim.World) {
			done := shared.New(w, "done", false)
			w.SpawnAll("t", func() {
				for !done.Load() {
				}
			}, func() { done.Store(true) })
		}}, eachStep, s)
		s.End(x)
		longest[s.impatient] = max(longest[s.impatient], x.Steps)
	}
	if longest[true] > 7 || longest[false] <= 7 {
		t.Errorf("the longest execution has %d steps, %d where threads are patient", longest[true], longest[false])
	}
}

// The same seed makes the same executions, another one others; and the frequencies that are kept stay as few as the abstract
// schedules.
func TestRFFDependsOnItsSeed(t *testing.T) {
	executions := func(seed uint64) (list []string) {
		s, r := NewRFF(seed), sim.NewRunner()
		defer r.Close()
		for i := range 300 {
			s.Begin(i)
			x := r.Run(sim.Program{Main: sctbench.Twostage(2)}, eachStep, s)
			s.End(x)
			list = append(list, x.Schedule().String())
		}
		if len(s.frequency) > len(s.corpus) || len(s.corpus) > len(s.pairs)+1 {
			t.Errorf("%d frequencies of %d abstract schedules, %d pairs", len(s.frequency), len(s.corpus), len(s.pairs))
		}
		return list
	}
	one, again, other := executions(1), executions(1), executions(2)
	same := 0
	for i := range one {
		if one[i] != again[i] {
			t.Fatalf("execution %d is another one the second time", i)
		}
		if one[i] == other[i] {
			same++
		}
	}
	if same > len(one)/2 {
		t.Errorf("%d of %d executions are the same with another seed", same, len(one))
	}
}

// TestRFFMutations: a mutation of an abstract schedule changes one constraint: it inserts one, replaces one, makes one its opposite, or takes one
// out, and leaves each of the others as it was.
func TestRFFMutations(t *testing.T) {
	s, r := NewRFF(1), sim.NewRunner()
	defer r.Close()
	for i := range 50 {
		s.Begin(i)
		s.End(r.Run(sim.Program{Main: stores(func(int, int) {})}, eachStep, s))
	}
	of := &abstract{constraints: []constraint{{pair: s.pairs[0]}, {pair: s.pairs[1]}, {pair: s.pairs[2]}}}
	lengths, out := map[int]int{}, [3]bool{}
	for range 400 {
		m := s.mutate(of)
		lengths[len(m.constraints)]++
		changed := 0
		for i, c := range of.constraints {
			if !slices.Contains(m.constraints, c) {
				changed++
				out[i] = out[i] || len(m.constraints) == 2
			}
		}
		if changed > 1 || len(m.constraints) != 4 && changed == 0 && !slices.Equal(m.constraints, of.constraints) {
			t.Fatalf("%d of the constraints are changed: %v became %v", changed, of.constraints, m.constraints)
		}
	}
	if lengths[2] == 0 || lengths[3] == 0 || lengths[4] == 0 || len(lengths) != 3 || out != [3]bool{true, true, true} {
		t.Errorf("%v by length; taken out were the first, second, third: %v", lengths, out)
	}
	if len(of.constraints) != 3 || of.constraints[0].pair != s.pairs[0] || of.constraints[0].not {
		t.Errorf("the abstract schedule itself was changed: %v", of.constraints)
	}
}
