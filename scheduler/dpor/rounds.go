package dpor

import "simrun/scheduler/strategy"

// Share makes the strategy of another worker, which has nothing to do but the searches of the rounds.
func (s *DPOR) Share() strategy.Strategy { return New() }

// Round gives the searches of the next round.
func (s *DPOR) Round(int) (numbered int, searches []strategy.Strategy) {
	members := s.tree.round()
	if len(members) == 0 && s.tree.err == nil && !s.tree.spoilt && s.tree.bounds.next() {
		s.tree.root = &wakeup{leaf: true}
		members = s.tree.round()
	}
	for _, member := range members {
		searches = append(searches, member)
	}
	s.err = s.tree.err
	s.finished = len(searches) == 0 && !s.tree.spoilt
	return 0, searches
}

// Spoilt says that the search has to be done again, because it turned out that it cannot be shared, or that steps touch more than
// was known.
func (s *DPOR) Spoilt() bool { return s.tree.spoilt }

// Again begins anew with what that has shown.
func (s *DPOR) Again(spoilt strategy.Strategy) {
	t, before := s.tree, spoilt.(*DPOR).tree
	t.single, t.folds = before.single, before.folds
	t.beyond.merge(before.beyond)
	if before.bounds.endless || before.bounds.rounds > 0 {
		t.bounds.rounds = 1
	}
}

// LimitRounds sets the largest bound on rounds of polling that is tried.
func (s *DPOR) LimitRounds(most int) { s.tree.bounds.largest = most }

// Rounds is up to how many rounds of polling everything was explored; 0 if the search has no such bound.
func (s *DPOR) Rounds() int { return s.tree.bounds.covered }

// OutOfReach says of a search with nothing left to explore that it has left something out all the same, and that no bound
// on rounds of polling brings it there: the choices between them have no end.
func (s *DPOR) OutOfReach() bool {
	b := &s.tree.bounds
	return b.rounds > 0 && b.largest == strategy.Unbounded && b.chose && s.err == nil && !s.tree.spoilt && !s.Exhausted()
}

// Member says whether it is one of several searches that together are the whole.
func (s *DPOR) Member() bool { return s.member }

// Stands says whether the search has begun, and whether nothing is left of it.
func (s *DPOR) Stands() (begun, finished bool) { return s.begun, s.finished }

// Quota is how many executions the search goes on by in a round.
func (s *DPOR) Quota() int {
	_, executions := Shared(s.tree.ran)
	return executions
}
