package sctbench

import (
	"simrun/models/shared"
	"simrun/sim"
)

// Bluetooth is the driver that may work after it was stopped: add looks at the flag before it counts itself in, so
// that stop may find nobody at work between the two. The count is changed by one operation.
func Bluetooth(w *sim.World) {
	pending := shared.New(w, "pending", 1)
	stopping, event, stopped := shared.New(w, "f", false), shared.New(w, "e", false), shared.New(w, "stopped", false)
	leave := func() {
		if pending.FetchAdd(-1) == 1 {
			event.Store(true)
		}
	}
	w.SpawnAll("bluetooth", func() {
		stopping.Store(true)
		leave()
		if event.Load() {
			stopped.Store(true)
		}
	}, func() {
		if stopping.Load() {
			return
		}
		pending.FetchAdd(1)
		assert(w, !stopped.Load(), "not stopped")
		leave()
	})
}
