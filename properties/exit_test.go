package properties_test

import (
	"testing"
	"time"

	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/sim"
)

// A daemon that waits for work is at rest; one that could go on is not, and neither is one that holds a lock.
func TestNoAbandonedWork(t *testing.T) {
	expect(t, found(t, func(w *sim.World) {
		q := queue.New(w, "q", 0)
		daemon(w, "D", func() { q.Get() })
	}, properties.NoAbandonedWork))
	expect(t, found(t, func(w *sim.World) {
		daemon(w, "D", func() { w.Sleep(time.Second) })
	}, properties.NoAbandonedWork))
	expect(t, found(t, func(w *sim.World) {
		daemon(w, "D", func() { logging.Warning(w, "D") })
	}, properties.NoAbandonedWork),
		"abandoned-work: the process ended while D was about to go on with logging.warning on stderr [D was about to go on with logging.warning on stderr]")
	expect(t, found(t, func(w *sim.World) {
		l, q, ready := lock.New(w, "l"), queue.New(w, "q", 0), queue.New(w, "ready", 0)
		daemon(w, "D", func() { l.With(func() { ready.Put(1); q.Get() }) })
		ready.Get()
	}, properties.NoAbandonedWork),
		"abandoned-work: the process ended while D held l, in Queue.get on q [D held l, in Queue.get on q]")
	expect(t, found(t, func(w *sim.World) {
		q, s := queue.New(w, "q", 0), properties.NewSection(w, "s")
		done := queue.New(w, "done", 0)
		daemon(w, "D", func() { s.With(func() { done.Put(1); q.Get() }) })
		done.Get()
	}, properties.NoAbandonedWork),
		"abandoned-work: the process ended while D was inside s, in Queue.get on q [D was inside s, in Queue.get on q]")
}

func TestAllReleased(t *testing.T) {
	expect(t, found(t, func(w *sim.World) { lock.New(w, "l").With(func() {}) }, properties.AllReleased))
	expect(t, found(t, func(w *sim.World) { lock.New(w, "l").Acquire() }, properties.AllReleased),
		"not-released: MainThread ended without releasing l [l held by MainThread]")
	expect(t, found(t, func(w *sim.World) {
		l := lock.New(w, "l")
		daemon(w, "D", func() { l.Acquire(); l.Acquire() })
	}, properties.AllReleased),
		"not-released: D held l when the process ended [l held by D]")
	expect(t, found(t, func(w *sim.World) {
		r := lock.NewRLock(w, "r")
		start(w, "T1", func() { r.Acquire() })()
		r.Acquire()
	}, properties.AllReleased),
		"not-released: T1 ended without releasing r [r held by T1]")
}

func TestNoLeakedThread(t *testing.T) {
	expect(t, found(t, func(w *sim.World) { start(w, "T", func() {}) }, properties.NoLeakedThread))
	expect(t, found(t, func(w *sim.World) { daemon(w, "D", func() { w.Sleep(time.Second) }) }, properties.NoLeakedThread),
		"thread-leaked: D had not ended when the process did, in time.sleep [D]")
	expect(t, found(t, func(w *sim.World) {
		q := queue.New(w, "q", 0)
		daemon(w, "D", func() { q.Get() })
		q.Put(1)
		w.Sleep(time.Second)
	}, properties.NoLeakedThread),
		"thread-leaked: D had not ended when the process did, in Queue.get on q [D]")
}
