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

// Settled says whether the execution explores a state from which nothing is known: no sequence leads on from it, no thread is
// asleep, and no look may be one too many. Then none of that comes behind it either, because a thread falls asleep only where
// another branch was explored.
func (s *DPOR) Settled() bool {
	if s.retraced || s.polls.rounds > 0 || s.depth < s.branch || s.depth != len(s.nodes)-1 {
		return false
	}
	n := s.nodes[s.depth]
	return len(n.sleep) == 0 && len(n.branches) == 1 && len(n.branches[0].children) == 0
}
