package conformance

import (
	"slices"
	"testing"

	"simrun/sim"
)

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"T F", "T F", true}, {"T F", "T", false}, {"*", "", true}, {"a*c", "abc", true}, {"a*c", "abcd", false},
		{"*b*", "abc", true}, {"a*b*c", "ac", false}, {"", "", true}, {"", "x", false},
	} {
		if got := matches(c.pattern, c.text); got != c.want {
			t.Errorf("%q, %q: %t", c.pattern, c.text, got)
		}
	}
}

// cell is a variable with two operations.
type cell struct {
	sim.Object
	v int
}

func (c *cell) load() int {
	c.World().Do(sim.Op{Name: "load", Object: &c.Object, Effect: sim.Reads})
	return c.v
}

func (c *cell) store(v int) {
	if c.World().Do(sim.Op{Name: "store", Object: &c.Object}) {
		c.v = v
	}
}

// TestSearch finds both results of two threads that read, add and write: in 2 of the C(4,2) = 6 interleavings none is
// lost.
func TestSearch(t *testing.T) {
	for _, strategy := range []string{"dfs", "dpor"} {
		outcomes, n := Search(t, &Case{ID: "x", Strategy: strategy, Main: func(w *sim.World, out *Out) {
			c := &cell{}
			c.Init(w, "Cell", "", c)
			add := func() { c.store(c.load() + 1) }
			w.OnEnd(func() { out.Put(c.v) })
			w.SpawnAll("t", add, add)
		}})
		slices.Sort(outcomes)
		if want := map[string]int{"dfs": 6, "dpor": 4}[strategy]; n != want || !slices.Equal(outcomes, []string{"1", "2"}) {
			t.Errorf("%s: %q in %d executions, want %d", strategy, outcomes, n, want)
		}
	}
}

// TestDescribe puts deadlocks and uncaught exceptions into the outcome.
func TestDescribe(t *testing.T) {
	outcomes, _ := Search(t, &Case{ID: "x", Exit: true, Main: func(w *sim.World, out *Out) {
		out.Put(true, nil, 7)
		panic(sim.ValueError("x"))
	}})
	if want := "T None 7 exit 1 MainThread raised ValueError: x"; outcomes[0] != want {
		t.Errorf("%q, want %q", outcomes[0], want)
	}
}
