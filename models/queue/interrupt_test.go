package queue_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/queue"
	"simrun/sim"
)

// QU17: a get that a signal aborts. The mutex is free, and no waiter is left that a put could wake in vain.
func TestInterrupt(t *testing.T) {
	var cases []conformance.Case
	for _, v := range []struct {
		id     string
		create func(w *sim.World) *queue.Queue
	}{
		{"QU17", func(w *sim.World) *queue.Queue { return queue.New(w, "q", 1) }},
		{"QU17 (PriorityQueue)", func(w *sim.World) *queue.Queue { return queue.NewPriority(w, "q", 1) }},
	} {
		cases = append(cases, conformance.Case{
			ID: v.id, Want: "mutex free, no stale waiter: another thread gets the next item",
			Main: func(w *sim.World, out *conformance.Out) {
				q := v.create(w)
				w.ArmSignal()
				out.Put(conformance.Try(func() { q.Get() }))
				w.DisarmSignal()
				w.SpawnAll("t", func() { out.Put(q.Get()) })
				q.Put(1)
				q.Put(2)
			},
			Every: []string{"KeyboardInterrupt 1 None"},
		})
	}
	conformance.Run(t, cases)
}
