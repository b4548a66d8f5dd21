package scheduler

import "simrun/scheduler/strategy"

// savedBeside is where Auto stands that samples between the rounds of the full search.
type savedBeside struct {
	Until, Began, Searched int
	GoBack, Rare           int // rounds of rare states that follow, and executions of them so far
	Full, GoesBack         bool
	Given                  int // searches of the round of the full search that were under way, or are
}

func (s *Auto) saveBeside() savedBeside {
	return savedBeside{s.until, s.began, s.searched, s.goBack, s.rare.Executions(), s.full != nil, s.goesBack, s.given}
}

// loadBeside takes that up, after the full search was. It returns the last "now" searches that were given: those of the round
// under way. It is not ok if there are not so many.
func (s *Auto) loadBeside(saved savedBeside, now int) (searches []strategy.Strategy, ok bool) {
	s.until, s.began, s.searched = saved.Until, saved.Began, saved.Searched
	s.goBack, s.goesBack = saved.GoBack, saved.GoesBack
	if saved.Full {
		s.full = s.dpor
	}
	all := s.dpor.Loaded()
	if s.dpor.Spoilt() {
		return nil, true // nothing of it counts
	}
	if saved.Given < now || saved.Given > len(all) {
		return nil, false
	}
	s.given, s.planned = saved.Given, all[saved.Given:]
	return all[saved.Given-now : saved.Given], true
}
