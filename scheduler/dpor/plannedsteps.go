package dpor

// Plan lists the threads of the steps that are repeated, and of the sequence that the execution is to begin with behind
// them. Where several workers explore, the sequence stands in the tree, and only what is the worker's own is certain.
func (s *DPOR) Plan() []int32 {
	plan := s.planned[:0]
	for d := 1; d < s.branch; d++ { // step 0 of the path is the creation of the main thread
		plan = append(plan, int32(s.hb.events[d].access.thread))
	}
	if s.branch > 0 && s.branch < len(s.nodes) {
		for b := s.nodes[s.branch].branches; len(b) > 0; b = b[0].children {
			plan = append(plan, int32(b[0].access.thread))
		}
	}
	s.planned = plan
	return plan
}
