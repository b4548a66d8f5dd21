package main

import (
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/properties/catalog"
	"simrun/sim"
)

// stock is what the sellers share.
type stock struct {
	w    *sim.World
	lock *lock.Lock
	left *shared.Var[int]
}

// lookThenSell gives up the lock between its look and its sale.
func (s *stock) lookThenSell() {
	left := 0
	s.lock.With(func() { left = s.left.Load() })
	if left > 0 {
		s.lock.With(func() { s.left.Add(-1) })
		logging.Print(s.w, "sold one")
	}
}

// sell keeps it.
func (s *stock) sell() {
	s.lock.With(func() {
		if s.left.Load() > 0 {
			s.left.Add(-1)
			logging.Print(s.w, "sold one")
		}
	})
}

// office is a program with a thread for each seller. It makes all objects itself, because it is executed many times.
func office(sell func(s *stock)) func(v catalog.Values) (func(w *sim.World), []sim.Property) {
	return func(v catalog.Values) (func(w *sim.World), []sim.Property) {
		return func(w *sim.World) {
			s := &stock{w, lock.New(w, "lock"), shared.New(w, "left", v.Int("tickets"))}
			var sellers []*thread.Thread
			for range v.Int("sellers") {
				t := thread.New(w, thread.Target("seller", func() { sell(s) }))
				t.Start()
				sellers = append(sellers, t)
			}
			for _, t := range sellers {
				t.Join()
			}
			if left := s.left.Load(); left < 0 {
				w.Fail("oversold", "%d more sold than there were", -left)
			}
		}, properties.Default()
	}
}
