package stored

import (
	"slices"

	"simrun/sim"
)

// holdThreads leads an execution along the switches in words: a thread that comes to an operation before which another
// one was chosen is held there, and that other one goes on; where this cannot go on the one with the next turn does, and
// so on. Everywhere else the running thread carries on. So what happens between the switches may have changed, and their
// order as well.
type holdThreads struct {
	anchors
	turns []Turn
	taken []bool        // by turn: it was a switch, and has been taken
	held  []*sim.Thread // the one that has been held longest first
	at    int           // the turn under way, since the last switch; 0 before the first
}

func newHoldThreads(a anchors, turns []Turn) *holdThreads {
	return &holdThreads{anchors: a, turns: turns, taken: make([]bool, len(turns))}
}

// Choose carries on, unless the running thread has come to a switch or cannot go on.
func (s *holdThreads) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.chooseValue(p)
	}
	t := p.Current()
	if t != nil {
		if i := s.switchAt(t); i >= 0 {
			s.taken[i] = true
			s.held = append(s.held, t)
			s.at = i
			t = nil
		}
	}
	if t == nil && len(s.held) > 0 {
		if i := s.next(p); i >= 0 {
			return i
		}
	}
	for i := range p.Len() {
		if !slices.Contains(s.held, p.Thread(i)) {
			return i
		}
	}
	return 0
}

// next is the alternative whose turn comes next behind the last switch; -1 if there is none, or if the thread of that
// turn is not there yet.
func (s *holdThreads) next(p *sim.Point) int {
	for s.at+1 < len(s.turns) {
		t := s.find(p.World(), &s.turns[s.at+1])
		if t == nil {
			return -1
		}
		s.at++
		if i := p.Index(t); i >= 0 {
			return i
		}
	}
	return -1
}

// Committed counts the step. Its thread is no longer held: it had the next turn, or nobody else could go on.
func (s *holdThreads) Committed(step *sim.Step) {
	s.committed(step)
	s.held = slices.DeleteFunc(s.held, func(t *sim.Thread) bool { return t == step.Thread })
}

// switchAt is the first switch that has not been taken and that the thread has come to; -1 if there is none.
func (s *holdThreads) switchAt(t *sim.Thread) int {
	for i := range s.turns {
		turn := &s.turns[i]
		if turn.Until == Switched && !s.taken[i] && s.find(t.World(), turn) == t && s.stands(t, turn) {
			return i
		}
	}
	return -1
}

// finish notes which thread there was not, or which switch was not come to.
func (s *holdThreads) finish(w *sim.World) {
	for i := range s.turns {
		turn := &s.turns[i]
		if s.find(w, turn) == nil {
			s.miss("there is no thread %s", s.now(threadKind, turn.Thread).Name)
		}
	}
	for i := range s.turns {
		turn := &s.turns[i]
		if turn.Until == Switched && !s.taken[i] {
			s.miss("%s does not come to %s", s.now(threadKind, turn.Thread).Name, s.place(turn))
		}
	}
}
