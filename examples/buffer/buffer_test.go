package buffer

import (
	"testing"

	"simrun/models/condition"
	"simrun/models/thread"
	"simrun/properties/simtest"
	"simrun/sim"
)

func TestBuffer(t *testing.T) {
	simtest.Test(t, func(w *sim.World) {
		items, changed := 0, condition.New(w, "changed", nil) // a buffer with room for one item
		for _, by := range []int{+1, +1, -1, -1} {            // two threads put an item, two get one
			thread.New(w, thread.Name(map[int]string{+1: "put", -1: "get"}[by]), thread.Target("", func() {
				changed.Acquire()
				changed.WaitFor(func() bool { return items+by == 0 || items+by == 1 })
				items += by
				changed.Notify() // the bug: it may wake a thread that waits for the same as this one
				changed.Release()
			})).Start()
		}
	})
}
