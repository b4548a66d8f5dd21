package sctbench

import (
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// Account is a bank account with a depositor, a withdrawer and an auditor, all of whom take its lock. The auditor
// expects the wrong balance once both others are done: it is found when the auditor comes last, in 2 of the 6 orders
// of the three critical sections.
func Account(w *sim.World) {
	const x, y, z = 1, 2, 4
	m := lock.New(w, "m")
	balance := shared.New(w, "balance", x)
	deposited, withdrawn := shared.New(w, "d", false), shared.New(w, "w", false)
	w.SpawnAll("account", func() {
		m.Acquire()
		if deposited.Load() && withdrawn.Load() {
			assert(w, balance.Load() == x-y-z, "balance == x-y-z")
		}
		m.Release()
	}, func() {
		m.Acquire()
		balance.Store(balance.Load() + y)
		deposited.Store(true)
		m.Release()
	}, func() {
		m.Acquire()
		balance.Store(balance.Load() - z)
		withdrawn.Store(true)
		m.Release()
	})
}
