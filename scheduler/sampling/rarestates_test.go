package sampling

import (
	"slices"
	"testing"

	"simrun/properties/catalog/sctbench"
	"simrun/sim"
)

// What the strategy goes back to is where it has been: the execution begins with the same choices and comes to a state of the
// same fingerprint. The same seed does the same again.
func TestRareStatesGoBack(t *testing.T) {
	run := func(seed uint64) (schedules []string) {
		s, r := NewRareStates(seed), sim.NewRunner()
		defer r.Close()
		back := 0
		for i := range 500 {
			s.Begin(i)
			way := slices.Clone(s.back)
			x := r.Run(sim.Program{Main: sctbench.SafeStack(1)}, eachStep, s)
			s.End(x)
			for k, c := range way {
				if c != x.Schedule()[k].Index {
					t.Fatalf("execution %d leaves the way at choice %d", i, k)
				}
			}
			if len(way) > 0 {
				back++
			}
			schedules = append(schedules, x.Schedule().String())
		}
		if back < 400 || back == 500 {
			t.Errorf("%d of 500 executions go back", back)
		}
		return schedules
	}
	one, again, other := run(1), run(1), run(2)
	if !slices.Equal(one, again) || slices.Equal(one, other) {
		t.Error("the executions do not depend on the seed alone")
	}
}

// What is kept is limited: a program with ever new states has no more of them than the limit, and executions go on.
func TestRareStatesForget(t *testing.T) {
	s, r := NewRareStates(1), sim.NewRunner()
	defer r.Close()
	s.kept = mostChoices - 100
	for i := range 100 {
		s.Begin(i)
		s.End(r.Run(sim.Program{Main: sctbench.SafeStack(2)}, eachStep, s))
	}
	if s.kept > mostChoices+1000 || len(s.states) == 0 || len(s.states) > 200 {
		t.Errorf("%d states with %d choices, the limit is %d", len(s.states), s.kept, mostChoices)
	}
}

// TestRareStatesAreCounted: each state that was seen has a place of its own, and the executions that came to it are counted there: by these the
// rarest is told.
func TestRareStatesAreCounted(t *testing.T) {
	s, r := NewRareStates(1), sim.NewRunner()
	defer r.Close()
	for i := range 200 {
		s.Begin(i)
		s.End(r.Run(sim.Program{Main: sctbench.SafeStack(1)}, eachStep, s))
	}
	taken := make([]bool, len(s.states))
	for _, place := range s.places {
		if taken[place] {
			t.Fatalf("two states have the place %d", place)
		}
		taken[place] = true
	}
	for place, st := range s.states {
		if st.seen < 1 || !taken[place] {
			t.Fatalf("state %d was seen %d times", place, st.seen)
		}
	}
}
