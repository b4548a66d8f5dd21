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
	h := t.print ^ uint64(t.index)<<32
	for _, c := range s.Values {
		h = Mix(h ^ uint64(c.Index) + 1)
	}
	for _, touch := range s.Touches {
		h = Mix(h ^ touch.print())
	}
	if len(s.Touches) == 0 {
		h = Mix(h)
	}
	for _, touch := range s.Touches {
		p := &touch.Object.prints
		if touch.Write {
			p.write, p.reads = h, 0
		} else {
			p.reads += h
		}
	}
	t.print = h
	for _, child := range s.Spawned {
		child.print = Mix(h ^ uint64(child.index))
	}
	w.print += h
}

// print stands for the touch and the steps that it depends on. Each of its numbers is multiplied by an odd number of its own,
// which tells apart which is which and does not wait for the others, as to mix one after the other would; printStep mixes
// the sum.
func (t *Touch) print() uint64 {
	p := &t.Object.prints
	print := t.Object.key*0x9e3779b97f4a7c15 + p.write*0xbf58476d1ce4e5b9
	if t.Write {
		print += p.reads*0x94d049bb133111eb + 1
	}
	return print
}
