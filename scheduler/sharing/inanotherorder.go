package sharing

import "simrun/sim"

// along leads an execution through the steps of another one in a different order, and stops it where the program does
// not make these steps.
type along struct {
	of    *partialOrder
	order []int32
	at    int // steps that are over
	value int // of the step under way
	over  uint64
	lost  bool   // the program does something else
	found string // what it does
}

// Plan lists the threads of all steps: the execution is given up where it does not go so.
func (s *along) Plan() []int32 {
	var plan []int32
	for _, step := range s.order[min(1, len(s.order)):] { // the first one is the creation of the main thread
		plan = append(plan, int32(s.of.steps[step].thread))
	}
	return plan
}

// Choose takes the next step of the order.
func (s *along) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.chooseValue(p)
	}
	if s.Halts(p) {
		return sim.Stop
	}
	return p.Index(p.World().Threads()[s.of.steps[s.order[s.at]].thread])
}

func (s *along) chooseValue(p *sim.Point) int {
	if s.lost || s.at >= len(s.order) {
		return sim.Stop
	}
	values := s.of.steps[s.order[s.at]].values
	if s.value >= len(values) || int(values[s.value]) >= p.Len() {
		s.lost = true
		return sim.Stop
	}
	s.value++
	return int(values[s.value-1])
}

// Halts says whether the next step of the order cannot be taken, or other threads can go on than should.
func (s *along) Halts(p *sim.Point) bool {
	if s.lost || s.at >= len(s.order) {
		s.lost = true
		return true
	}
	threads, want := p.World().Threads(), s.of.steps[s.order[s.at]].thread
	ready, known := s.of.ready[s.over]
	switch {
	case want >= len(threads) || p.Index(threads[want]) < 0:
		s.lost, s.found = true, "a thread cannot go on that could"
	case known && ready != readyAt(p):
		s.lost, s.found = true, "other threads can go on"
	}
	return s.lost
}

// Committed compares the step with that of the course.
func (s *along) Committed(step *sim.Step) {
	if s.lost {
		return
	}
	if s.at >= len(s.order) || s.of.steps[s.order[s.at]].shape != shapeOf(step) {
		s.lost, s.found = true, step.Thread.Name()+" does "+describeStep(step)
		if s.at < len(s.order) {
			s.found += ", and not " + s.of.steps[s.order[s.at]].op
		}
		return
	}
	s.over += s.of.mark(s.order[s.at])
	s.at, s.value = s.at+1, 0
}

// describeStep is the operation of a step, and what it touches.
func describeStep(step *sim.Step) string {
	text := step.Op
	for i, t := range step.Touches {
		switch {
		case i == 0:
			text += " on "
		default:
			text += " and "
		}
		text += t.Object.Name()
	}
	if step.Elapsed {
		text += ", whose time is up"
	}
	return text
}
