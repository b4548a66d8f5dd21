package event_test

import (
	"testing"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

// A wait that Ctrl-C interrupts leaves nothing behind.
func TestInterrupt(t *testing.T) {
	conformance.Run(t, []conformance.Case{{
		ID: "EV12", Want: "every schedule: KeyboardInterrupt in a wait; set wakes the other thread, and a later wait returns at once",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "e")
			other := conformance.Start(w, "T", func() { out.Put(e.Wait()) })
			w.ArmSignal()
			out.Put(conformance.Try(func() { e.Wait() }))
			w.DisarmSignal()
			e.Set()
			other.Join()
			out.Put(e.Wait())
		},
		Every: []string{"KeyboardInterrupt T T"},
	}})
}
