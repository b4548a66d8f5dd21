package scheduler

import (
	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// autoSampling is how many executions Auto spends on finding bugs fast, before it sets out to see everything, and at least
// in each later turn.
const autoSampling = 200

// autoLead is how many executions Auto samples at least, if its full search goes on behind so many as a round of it has in the
// end: one of a program that is smaller is over sooner than it takes to sample so many.
const autoLead = 750

// Auto is the default strategy. First it samples with a portfolio, because that finds most bugs within few executions.
// Then optimal DPOR and sampling take turns, until DPOR has seen every trace: small programs come to their end
// within one round of DPOR, and of the others nobody knows which of the two finds more. Up to half of the turns of sampling is
// that of rare states, for bugs that lie so deep that no execution finds them from the start. So where the portfolio would find a
// bug Auto needs about four times its executions, and up to about six, and where DPOR would, about twice, apart from the lead of the
// sampling. Where every step moves the clock, so that DPOR's steps would not commute, the plain depth-first search takes the
// place of both.
type Auto struct {
	seed     uint64
	sampling *sampling.Portfolio
	full     strategy.Strategy // nil while sampling
	dpor     *dpor.DPOR        // what full is to be, unless every step moves the clock
	fair     *systematic.Fair  // the sampling, of fair executions
	rare     *sampling.RareStates
	moves    bool // every step moves the clock

	until    int                 // number at which a turn of sampling ends
	goBack   int                 // rounds of rare states that follow it
	goesBack bool                // the round under way is one of these
	planned  []strategy.Strategy // what is left of the round of the full search
	given    int                 // searches of that round that are not left
	began    int                 // number at which the full search last went on, or is to go on
	searched int                 // executions of the full search before that

	now      strategy.Strategy
	observer sim.Observer // now, if it looks at steps
	witness  sim.Witness  // now, if it looks at objects
}

// NewAuto makes the strategy.
func NewAuto(seed uint64) *Auto {
	portfolio := sampling.NewPortfolio(seed)
	return &Auto{
		seed: seed, sampling: portfolio, fair: systematic.NewFair(portfolio, seed), rare: sampling.NewRareStates(seed),
		dpor: dpor.New(),
	}
}

// Share makes the strategy of another worker, which samples.
func (s *Auto) Share() strategy.Strategy { return NewAuto(s.seed) }

// Round samples at first; then it gives the searches that see everything, and samples between their rounds. Where these
// cannot come to an end by themselves it goes on with sampling when they have seen what they can.
func (s *Auto) Round(next int) (numbered int, searches []strategy.Strategy) {
	s.goesBack = next >= autoSampling && !s.moves && next >= s.until && s.goBack > 0
	switch {
	case next < autoSampling:
		return autoSampling - next, nil
	case s.moves:
		return 0, []strategy.Strategy{s}
	case next < s.until:
		return s.until - next, nil
	case s.goesBack:
		s.goBack--
		return 0, []strategy.Strategy{s.rare}
	}
	if s.full != nil {
		s.searched += next - s.began
	}
	s.began = next
	n := s.behind(next)
	if len(s.planned) == 0 {
		s.full, s.given = s.dpor, 0
		if _, s.planned = s.dpor.Round(next); len(s.planned) == 0 {
			if !s.dpor.OutOfReach() {
				return 0, nil
			}
			n = 2 * strategy.RoundLength
		}
	}
	if n > 0 {
		s.goBack = s.deep(next, n)
		s.until, s.began = next+n-s.goBack*strategy.RoundLength, next+n
		return s.Round(next)
	}
	return 0, s.part(next)
}

// part takes the searches that are next of the planned round: so many that they go on by no more executions than were sampled,
// but at least one. A round can be many times as long as all that went before it.
func (s *Auto) part(next int) []strategy.Strategy {
	n := min(len(s.planned), max((next-s.searched)/s.planned[0].(strategy.Sharing).Quota(), 1))
	searches := s.planned[:n]
	s.planned, s.given = s.planned[n:], s.given+n
	return searches
}

// behind is how many executions are to be sampled before the full search goes on.
func (s *Auto) behind(next int) int {
	sampled := next - s.searched
	if lack := max(s.searched, autoLead) - sampled; s.searched >= strategy.RoundLength && lack > 0 {
		return max(lack, autoSampling)
	}
	return 0
}

// deep is how many of n executions that are to be sampled are of rare states, in rounds, so that these are up to half of all.
func (s *Auto) deep(next, n int) int {
	sampled := next - s.searched + n
	return min(n, max(sampled/2-s.rare.Executions(), 0)) / strategy.RoundLength
}

// Rounds is that of the full search.
func (s *Auto) Rounds() int { return s.dpor.Rounds() }

func (s *Auto) LimitRounds(most int) { s.dpor.LimitRounds(most) }

// Spoilt says that the full search is to be done again, and cannot be shared.
func (s *Auto) Spoilt() bool { return s.dpor.Spoilt() }

// Again begins anew with what that has shown.
func (s *Auto) Again(spoilt strategy.Strategy) { s.dpor.Again(spoilt.(*Auto).dpor) }

// Save is that of the full search.
func (s *Auto) Save() dpor.Saved { return s.dpor.Save() }

// Load is that of the full search.
func (s *Auto) Load(saved dpor.Saved) error { return s.dpor.Load(saved) }

// Loaded is that of the full search.
func (s *Auto) Loaded() []strategy.Strategy { return s.dpor.Loaded() }

// Portion is that of the full search.
func (s *Auto) Portion(searches []*dpor.DPOR) dpor.Portion { return s.dpor.Portion(searches) }

// Repeats is that of the full search.
func (s *Auto) Repeats() bool { return s.now == s.full && s.dpor.Repeats() }

// Err says that the program did not repeat itself.
func (s *Auto) Err() error { return s.dpor.Err() }

// Learning is the number of executions that the portfolio learns from.
func (s *Auto) Learning() int { return s.sampling.Learning() }

// Begin samples in the first executions, and searches everything in the others.
func (s *Auto) Begin(i int) bool {
	switch {
	case i < autoSampling:
		s.use(s.sampling)
	case s.moves:
		if s.full == nil {
			s.full = systematic.NewDFS()
		}
		s.use(s.full)
	case i%2 == 0: // DPOR has rounds of its own
		s.use(s.fair)
	default:
		s.use(s.sampling)
	}
	return s.now.Begin(i)
}

// use goes over to a strategy.
func (s *Auto) use(now strategy.Strategy) {
	s.now = now
	s.observer, _ = now.(sim.Observer)
	s.witness, _ = now.(sim.Witness)
}

// Choose is that of the present strategy.
func (s *Auto) Choose(p *sim.Point) int { return s.now.Choose(p) }

// Committed is that of the present strategy.
func (s *Auto) Committed(step *sim.Step) {
	if s.observer != nil {
		s.observer.Committed(step)
	}
}

// Touching is that of the present strategy.
func (s *Auto) Touching(o *sim.Object, write bool) {
	if s.witness != nil {
		s.witness.Touching(o, write)
	}
}

// End is that of the present strategy.
func (s *Auto) End(x *sim.Execution) {
	s.moves = x.World().StepsMoveClock()
	s.now.End(x)
}

// Discard says that an execution of DPOR does not count.
func (s *Auto) Discard() bool {
	d, ok := s.now.(strategy.Discarder)
	return ok && d.Discard()
}

// Exhausted says whether the full search came to its end.
func (s *Auto) Exhausted() bool {
	if full, ok := s.full.(strategy.Sequential); ok {
		return full.Exhausted()
	}
	return s.dpor.Exhausted()
}

// Blocked is the number of redundant executions of DPOR.
func (s *Auto) Blocked() int {
	return s.dpor.Blocked()
}

// part is that of the full search; nothing is known while sampling.
func (s *Auto) Part() float64 {
	if full, ok := s.full.(strategy.Measurer); ok {
		return full.Part()
	}
	return s.dpor.Part()
}
