package sampling

import "simrun/sim"

// RunToBlock carries on with the running thread until it blocks or ends, then goes to the ready thread with the lowest
// ID. It stands for what CPython mostly does with a program that does no I/O, and has one execution.
type RunToBlock struct{ done bool }

// NewRunToBlock makes the strategy.
func NewRunToBlock() *RunToBlock { return &RunToBlock{} }

// Begin allows one execution.
func (s *RunToBlock) Begin(i int) bool {
	first := !s.done
	s.done = true
	return first
}

// Choose carries on.
func (s *RunToBlock) Choose(*sim.Point) int { return 0 }

// End has nothing to learn.
func (s *RunToBlock) End(*sim.Execution) {}

// Exhausted is false: there are other schedules.
func (s *RunToBlock) Exhausted() bool { return false }
