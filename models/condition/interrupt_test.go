package condition_test

import (
	"testing"

	"simrun/models/condition"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/sim"
)

// CV22: an exception inside wait. The lock is taken again, the waiter leaves the queue, and the exception goes on.
func TestInterrupt(t *testing.T) {
	var cases []conformance.Case
	for _, v := range []struct {
		id     string
		create func(w *sim.World) condition.Locker
	}{
		{"CV22", func(w *sim.World) condition.Locker { return lock.NewRLock(w, "") }},
		{"CV22 (Lock)", func(w *sim.World) condition.Locker { return lock.New(w, "") }},
	} {
		cases = append(cases, conformance.Case{
			ID: v.id, Want: "lock re-acquired, waiter removed, exception propagates",
			Main: func(w *sim.World, out *conformance.Out) {
				l := v.create(w)
				c := condition.New(w, "c", l)
				c.Acquire()
				w.ArmSignal()
				out.Put(conformance.Try(func() { c.Wait() }))
				w.DisarmSignal()
				out.Put(c.State(), l.Locked(), conformance.Try(c.Release))
			},
			Every: []string{"KeyboardInterrupt 0 waiting T ok"},
		})
	}
	conformance.Run(t, cases)
}
