package scheduler

import (
	"slices"

	"simrun/sim"
)

// holdThreads leads an execution along the switches in words only: a thread that comes to an operation before which
// another one was chosen is held there, and that other one goes on, until it is its turn again or nobody else can go on.
// Everywhere else the running thread carries on. So what happens between the switches may have changed, and their order
// as well.
type holdThreads struct {
	anchors
	turns []Turn
	taken []bool        // by turn: it was a switch, and has been taken
	held  []*sim.Thread // the one that has been held longest first
}

func newHoldThreads(a anchors, turns []Turn) *holdThreads {
	return &holdThreads{anchors: a, turns: turns, taken: make([]bool, len(turns))}
}

// Choose carries on, unless the running thread has come to a switch.
func (s *holdThreads) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.chooseValue(p)
	}
	if t := p.Current(); t != nil {
		if i := s.switchAt(t); i >= 0 {
			s.taken[i] = true
			s.held = append(s.held, t)
			if next := s.after(p, i); next >= 0 {
				return next
			}
		}
	}
	for i := range p.Len() {
		if !slices.Contains(s.held, p.Thread(i)) {
			return i
		}
	}
	for _, t := range s.held {
		if i := p.Index(t); i >= 0 {
			s.release(t)
			return i
		}
	}
	return 0
}

// Committed counts the step.
func (s *holdThreads) Committed(step *sim.Step) {
	s.committed(step)
	s.release(step.Thread) // it was forced
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

// after is the alternative that took the turn behind turn i, if it can go on; it is not held any longer.
func (s *holdThreads) after(p *sim.Point, i int) int {
	if i+1 == len(s.turns) {
		return -1
	}
	t := s.find(p.World(), &s.turns[i+1])
	if t == nil || t == p.Current() {
		return -1
	}
	s.release(t)
	return p.Index(t)
}

func (s *holdThreads) release(t *sim.Thread) {
	s.held = slices.DeleteFunc(s.held, func(h *sim.Thread) bool { return h == t })
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
