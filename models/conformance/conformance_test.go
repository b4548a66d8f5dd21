package conformance_test

import (
	"slices"
	"testing"

	"simrun/models/conformance"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// counter is a class of one's own: its twin adds without the lock.
type counter struct {
	lock *lock.Lock
	n    *shared.Var[int]
}

func (c counter) add(w *sim.World, locked bool) {
	add := func() {
		n := c.n.Load()
		shared.Poll(w)
		c.n.Store(n + 1)
	}
	if locked {
		c.lock.With(add)
	} else {
		add()
	}
}

func adds(locked bool) func(w *sim.World, out *conformance.Out) {
	return func(w *sim.World, out *conformance.Out) {
		c := counter{lock.New(w, "l"), shared.New(w, "n", 0)}
		t := conformance.Start(w, "T", func() { c.add(w, locked) })
		c.add(w, locked)
		t.Join()
		out.Put(c.n.Load())
	}
}

var cases = []conformance.Case{
	{ID: "CN01", Want: "every schedule: no addition is lost", Main: adds(true), Every: []string{"2"}},
	{ID: "CN01/twin", Want: "∃ one is lost without the lock", Main: adds(false), Every: []string{"1", "2"}},
}

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) { conformance.Run(t, cases) }

// TestSearch shows the outcomes of the twin themselves.
func TestSearch(t *testing.T) {
	outcomes, n := conformance.Search(t, &cases[1])
	if slices.Sort(outcomes); !slices.Equal(outcomes, []string{"1", "2"}) || n < 4 {
		t.Errorf("%q in %d executions", outcomes, n)
	}
}

// Example is one case, as a test of one's own has it.
func Example() {
	_ = func(t *testing.T) {
		conformance.Run(t, []conformance.Case{{ID: "LK01", Want: "every schedule: the second try fails",
			Main: func(w *sim.World, out *conformance.Out) {
				l := lock.New(w, "l")
				out.Put(l.Acquire(), l.Acquire(lock.Blocking(false)))
			},
			Every: []string{"T F"}}})
	}
}
