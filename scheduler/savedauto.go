package scheduler

// savedBeside is where Auto stands that samples between the rounds of the full search.
type savedBeside struct {
	Until, Began, Searched int
	Full, Planned          bool
}

func (s *Auto) saveBeside() savedBeside {
	return savedBeside{s.until, s.began, s.searched, s.full != nil, s.planned != nil}
}

// loadBeside takes that up, after the full search was.
func (s *Auto) loadBeside(saved savedBeside) {
	s.until, s.began, s.searched = saved.Until, saved.Began, saved.Searched
	if saved.Full {
		s.full = s.dpor
	}
	if saved.Planned {
		s.planned = s.dpor.Loaded()
	}
}
