package dpor

// Part is how much is explored of what lies behind the start of the search: at each state of the path the branches that
// are done, and a part of the one that is being explored.
func (s *DPOR) Part() float64 {
	if !s.member && s.tree.begun {
		return s.tree.Part(s.tree.root)
	}
	part, weight := 0.0, 1.0
	for _, n := range s.nodes[min(s.shared, len(s.nodes)):] { // it is shorter where the program did not repeat
		all := float64(n.over + max(len(n.branches), 1))
		part += weight * float64(n.over) / all
		weight /= all
	}
	return part
}

// Part is how much is explored of what lies behind a step of the tree.
func (t *traceTree) Part(e *wakeup) float64 {
	switch {
	case e.state == done:
		return 1
	case len(e.children) > 0:
		sum := 0.0
		for _, c := range e.children {
			sum += t.Part(c)
		}
		return sum / float64(len(e.children))
	case e.state == taken:
		for _, s := range t.searches {
			if s.task == e {
				return s.Part()
			}
		}
	}
	return 0
}
