package scheduler

// savedBeside is where Auto stands that samples between the rounds of the full search.
type savedBeside struct {
	Until, Began, Searched int
	GoBack, Rare           int // rounds of rare states that follow, and executions of them so far
	Full, Planned          bool
	GoesBack               bool
}

func (s *Auto) saveBeside() savedBeside {
	return savedBeside{s.until, s.began, s.searched, s.goBack, s.rare.Executions(), s.full != nil, s.planned != nil, s.goesBack}
}

// loadBeside takes that up, after the full search was.
func (s *Auto) loadBeside(saved savedBeside) {
	s.until, s.began, s.searched = saved.Until, saved.Began, saved.Searched
	s.goBack, s.goesBack = saved.GoBack, saved.GoesBack
	if saved.Full {
		s.full = s.dpor
	}
	if saved.Planned {
		s.planned = s.dpor.Loaded()
	}
}
