package scheduler

import (
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
)

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

// loadAuto takes up where Auto stands. It returns the searches of the round under way; searches are those of the full search.
// Which states are rare is not saved: the executions that have shown it are repeated.
func (e *exploration) loadAuto(a *Auto, c *checkpoint, searches []strategy.Strategy) ([]strategy.Strategy, error) {
	if c.Beside.Rare < 0 || c.Beside.Rare > c.Next+strategy.RoundLength {
		return nil, errRound
	}
	a.loadBeside(c.Beside)
	r := e.workers[0].runner
	err := r.Watchdog(e.o.Watchdog, func() {
		for i := range c.Beside.Rare {
			a.rare.Begin(i)
			a.rare.End(r.Run(e.program, e.o.Config, a.rare))
		}
	})
	switch {
	case err != nil:
		return nil, err
	case c.Beside.GoesBack:
		return []strategy.Strategy{a.rare}, nil
	case len(c.Round) > 0 && c.Round[0].Search == 0:
		return nil, nil // they wait while it samples
	}
	return searches, nil
}

// staysHere says whether a task cannot travel: what it does depends on what its search has seen.
func staysHere(t *task) bool {
	_, rare := t.search.(*sampling.RareStates)
	return rare
}
