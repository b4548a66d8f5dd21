package systematic

import (
	"simrun/internal/grow"
	"simrun/sim"
)

// Prefix is the fingerprint of the trace of the steps so far: two beginnings of executions that differ only in the
// order of independent steps have the same. They have come to the same state, because a step does in both what it does
// in one.
//
// A step is told apart by the one before in its thread, its values, and the last write of each object that it touches.
// That says all about the order of dependent steps: a read comes before the write that follows the one it saw. The sum
// over the steps does not depend on the order of independent ones.
type Prefix struct {
	sum     uint64
	threads []uint64 // by thread: its last step, or the one that created it
	objects []uint64 // by object ID: the last step that wrote it
}

// Begin goes back to the start of an execution.
func (f *Prefix) Begin() { f.sum, f.threads, f.objects = 0, f.threads[:0], f.objects[:0] }

// Commit adds a step.
func (f *Prefix) Commit(s *sim.Step) {
	t := s.Thread.Index()
	h := sim.Mix(*grow.At(&f.threads, t) ^ uint64(t)<<32)
	for _, c := range s.Values {
		h = sim.Mix(h ^ uint64(c.Index) + 1)
	}
	for _, touch := range s.Touches {
		h = sim.Mix(sim.Mix(h^touch.Object.Key()) ^ *grow.At(&f.objects, touch.Object.ID()))
		if touch.Write {
			h = sim.Mix(h ^ 1)
		}
	}
	for _, touch := range s.Touches {
		if touch.Write {
			*grow.At(&f.objects, touch.Object.ID()) = h
		}
	}
	*grow.At(&f.threads, t) = h
	for _, child := range s.Spawned {
		*grow.At(&f.threads, child.Index()) = sim.Mix(h ^ uint64(child.Index()))
	}
	f.sum += sim.Mix(h)
}

// State stands for where the execution is.
func (f *Prefix) State() uint64 { return f.sum }
