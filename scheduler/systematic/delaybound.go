package systematic

import "simrun/sim"

// DelayBound tries the schedule of a deterministic scheduler, then those that differ from it by one delay, by two, and
// so on up to a limit (Emmi, Qadeer, Rakamarić: Delay-Bounded Scheduling, POPL 2011, section 3). The scheduler goes
// round: a thread runs until it blocks, ends or sleeps, then the next one by ID that is ready; behind the last one it
// begins again. A delay skips the thread whose turn it is, until all others that are ready had theirs.
//
// Of all bounds this one leaves the fewest schedules: with b delays among k steps about k^b, however many threads there
// are. As one delay is enough for most preemptions, it finds many bugs with few; those in which threads must take turns
// in an order far from the scheduler's take more. It visits exactly the traces that have a linearisation within the
// bound, each once: see bounded.
type DelayBound struct {
	search *bounded
	limit  int
}

// NewDelayBound makes the strategy; limit may be Unbounded.
func NewDelayBound(limit int) *DelayBound {
	return &DelayBound{search: newBounded(&delays{}, 0), limit: limit}
}

// Begin goes on within the bound, or to the next bound.
func (s *DelayBound) Begin(int) bool { return s.search.beginUpTo(s.limit) }

// Choose is that of the search within the bound.
func (s *DelayBound) Choose(p *sim.Point) int { return s.search.choose(p) }

// Committed is that of the search within the bound.
func (s *DelayBound) Committed(step *sim.Step) { s.search.committed(step) }

// End is that of the search within the bound.
func (s *DelayBound) End(x *sim.Execution) { s.search.end(x) }

// Discard says whether the last execution showed nothing new.
func (s *DelayBound) Discard() bool { return s.search.redundant() }

// Blocked is the number of executions that showed nothing new.
func (s *DelayBound) Blocked() int { return s.search.repeats }

// Exhausted says whether no bound left anything out.
func (s *DelayBound) Exhausted() bool { return s.search.path.finish && !s.search.cut }

// Covered says whether everything within the limit was tried.
func (s *DelayBound) Covered() bool { return s.search.path.finish }

// Bound is the number of delays that is being tried.
func (s *DelayBound) Bound() int { return s.search.bound }

// delays is the price of skipping threads: one for each that is skipped.
type delays struct {
	last int // the thread that made the last step
}

func (d *delays) begin()                   { d.last = 0 }
func (d *delays) committed(step *sim.Step) { d.last = step.Thread.Index() }

func (d *delays) within(p *sim.Point, left int) int { return 1 + min(left, p.Len()-1) }

// take goes round from the running thread, or behind it if it gives up the processor.
func (d *delays) take(p *sim.Point, rank int) (alternative, cost int) {
	running := 0 // it is alternative 0, if it could carry on
	if p.Current() != nil {
		running = 1
	}
	others, turn := p.Len()-running, rank
	switch {
	case running == 0:
	case p.Voluntary() && rank == others, !p.Voluntary() && rank == 0:
		return 0, rank
	case !p.Voluntary():
		turn--
	}
	before := 0
	for i := running; i < p.Len(); i++ {
		if p.Thread(i).Index() < d.last {
			before++
		}
	}
	return running + (before+turn)%others, rank
}

// key is the thread from which the scheduler goes round.
func (d *delays) key(*sim.Point) uint64 { return uint64(d.last) + 1 }
