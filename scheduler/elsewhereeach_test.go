package scheduler_test

import (
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

// keeper keeps each state that it is given.
type keeper struct {
	*scattered
	states [][]byte
}

func (k *keeper) Save(state []byte) error {
	k.states = append(k.states, state)
	return nil
}

// TestElsewhereGoesOnFromEachState: auto goes on from wherever it was saved: while it samples, while it goes back to rare states, and
// between the parts of a round of the full search.
func TestElsewhereGoesOnFromEachState(t *testing.T) {
	scheduler.SaveEvery(0)
	defer scheduler.SaveEvery(scheduler.SavedEvery)
	p := lastzero(10)
	for _, limit := range []int{600, 3000} { // both end while it samples
		o := scheduler.Options{Strategy: "auto", Executions: limit, Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true}}
		want := summary(explore(t, p, o))
		k := &keeper{scattered: scatter(t, 7, 1, p, o)}
		if got := summary(exploreWith(t, p, o, k)); got != want {
			t.Errorf("elsewhere:\n%s\nhere:\n%s", got, want)
		}
		for i, state := range k.states {
			s := scatter(t, 8, 1, p, o)
			s.state = state
			if got := summary(exploreElsewhere(t, p, o, s)); got != want {
				t.Errorf("from state %d of %d:\n%s\nin one piece:\n%s", i, len(k.states), got, want)
			}
		}
	}
}

func exploreWith(t *testing.T, p sim.Program, o scheduler.Options, at scheduler.Elsewhere) *scheduler.Report {
	t.Helper()
	o.Elsewhere = at
	return explore(t, p, o)
}
