package sim

// touchPrints is what the fingerprint of a trace needs to know of an object: the prints of its last touches.
type touchPrints struct {
	write uint64 // of the last step that wrote it
	reads uint64 // sum over the steps that read it since
}

// printStep adds a step to the fingerprint of the trace. A step is told apart by its thread, its place in the thread
// and the steps that it depends on directly: the one before in its thread, the last write of what it touches and, if
// it writes, the reads since. The sum over the steps does not depend on the order of independent ones, so executions
// with the same Mazurkiewicz trace have the same fingerprint.
func (w *World) printStep(s *Step) {
	t := s.Thread
	h := Mix(t.print ^ uint64(t.index)<<32)
	for _, c := range s.Values {
		h = Mix(h ^ uint64(c.Index) + 1)
	}
	for _, touch := range s.Touches {
		p := &touch.Object.prints
		h = Mix(h ^ touch.Object.key)
		h = Mix(h ^ p.write)
		if touch.Write {
			h = Mix(h ^ p.reads ^ 1)
		}
	}
	for _, touch := range s.Touches {
		p := &touch.Object.prints
		if touch.Write {
			p.write, p.reads = h, 0
		} else {
			p.reads += Mix(h)
		}
	}
	t.print = h
	for _, child := range s.Spawned {
		child.print = Mix(h ^ uint64(child.index))
	}
	w.print += Mix(h)
}
