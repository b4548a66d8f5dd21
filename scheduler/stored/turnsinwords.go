package stored

import "simrun/sim"

// takeTurns leads an execution along all turns of a recording in words. After the last turn the running thread carries
// on.
//
// A turn is over if its thread does not get to where it was when the turn was recorded. If the scheduler is patient,
// such a turn waits instead while other threads go on, because threads that are started in another order wait for each
// other.
type takeTurns struct {
	anchors
	turns   []Turn
	patient bool
	at      int // the turn under way
}

// Choose goes on with the thread of the turn under way.
func (s *takeTurns) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.chooseValue(p)
	}
	for ; s.at < len(s.turns); s.at++ {
		t := s.find(p.World(), &s.turns[s.at])
		if t != nil {
			if i := p.Index(t); i >= 0 && !s.arrived(t) {
				return i
			}
		}
		if s.patient && !s.over(t) {
			return 0
		}
		s.check(t)
	}
	return 0
}

// over says whether the thread stands where the turn under way was over, or cannot come there any more.
func (s *takeTurns) over(t *sim.Thread) bool {
	return t != nil && (t.Done() || s.stands(t, &s.turns[s.at]))
}

// Committed ends the turn under way if the thread that made the step has come to its end.
func (s *takeTurns) Committed(step *sim.Step) {
	s.committed(step)
	t := step.Thread
	if s.at == len(s.turns) || s.find(t.World(), &s.turns[s.at]) != t {
		return // a forced step of another thread comes before the turn
	}
	stops := t.Done() || t.PendingEffect() == sim.Blocks || s.arrived(t)
	if stops && (!s.patient || s.over(t)) {
		s.check(t)
		s.at++
	}
}

// arrived says whether the thread stands where another one was chosen.
func (s *takeTurns) arrived(t *sim.Thread) bool {
	turn := &s.turns[s.at]
	return turn.Until == Switched && s.stands(t, turn)
}

// check notes if the thread of the turn under way does not stand where the turn was over when it was recorded.
func (s *takeTurns) check(t *sim.Thread) {
	turn := &s.turns[s.at]
	switch {
	case t == nil:
		s.miss("there is no thread %s when its turn comes", s.now(threadKind, turn.Thread).Name)
	case turn.Until == Over || t.Done() && turn.Until == Ended || s.stands(t, turn):
	case turn.Until == Ended:
		s.miss("%s does not end, but comes to %s", t.Name(), t.Pending().Name)
	case t.Done():
		s.miss("%s ends and does not come to %s", t.Name(), s.place(turn))
	default:
		s.miss("%s comes to %s and not to %s", t.Name(), t.Pending().Name, s.place(turn))
	}
}

// finish notes if the execution was over before all turns were taken.
func (s *takeTurns) finish(*sim.World) {
	if s.at < len(s.turns) && s.turns[s.at].Until != Over {
		s.miss("the execution is over before the last turn of %s", s.turns[s.at].Thread)
	}
}
