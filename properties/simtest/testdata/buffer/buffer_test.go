package buffer

import (
	"simrun/models/condition"
	"simrun/models/thread"
	"simrun/properties/simtest"
	"simrun/sim"
	"testing"
)

func TestBuffer(t *testing.T) {
	simtest.Test(t, func(w *sim.World) {
		items, changed := 0, condition.New(w, "changed", nil) // a buffer with room for one item
		for i, d := range []int{1, 1, -1, -1} {
			name := []string{"put 1", "put 2", "get 1", "get 2"}[i]
			thread.New(w, thread.Name(name), thread.Target(name, func() {
				changed.Acquire()
				changed.WaitFor(func() bool { return items+d >= 0 && items+d <= 1 })
				items += d
				changed.Notify() // the bug: it may wake a thread of its own kind; NotifyAll is right
				changed.Release()
			})).Start()
		}
	})
}
