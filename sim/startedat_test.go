package sim_test

import (
	"testing"

	"simrun/sim"
)

// carryOn stays with the running thread, or takes the last one.
type carryOn bool

func (last carryOn) Choose(p *sim.Point) int {
	if last {
		return p.Len() - 1
	}
	return 0
}

// TestStartThreadAt: a thread whose first operation is declared for it goes on behind that when it is chosen, and is never
// entered if the execution has ended before. Either way its steps are those of a thread that declares the operation itself.
func TestStartThreadAt(t *testing.T) {
	for _, last := range []carryOn{false, true} {
		entered := 0
		run := func(ahead bool) *sim.Execution {
			r := sim.NewRunner()
			t.Cleanup(r.Close)
			return r.Run(sim.Program{Main: func(w *sim.World) {
				first := sim.Op{Name: "bootstrap", Object: w.Stderr(), Internal: true}
				body := func() { entered++ }
				w.Do(sim.Op{Name: "start", Object: w.Registry()})
				if ahead {
					w.StartThreadAt("t", first, body)
				} else {
					w.StartThread("t", func() { w.Do(first); body() })
				}
				w.Do(sim.Op{Name: "exit", Object: w.Registry()})
				w.Exit(0)
			}}, sim.Config{Fingerprint: true, Record: true}, last)
		}
		ahead := run(true)
		if want := map[carryOn]int{false: 0, true: 1}[last]; entered != want {
			t.Errorf("last %v: the thread was entered %d times, want %d", last, entered, want)
		}
		if other := run(false); ahead.Fingerprint != other.Fingerprint || ahead.Schedule().String() != other.Schedule().String() ||
			len(ahead.Trace.Events) != len(other.Trace.Events) {
			t.Errorf("last %v: %d events and schedule %v, want %d and %v", last, len(ahead.Trace.Events), ahead.Schedule(),
				len(other.Trace.Events), other.Schedule())
		}
	}
}
