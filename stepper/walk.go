package stepper

import (
	"simrun/scheduler/replay"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// walk leads an execution along choices that were made before, then along those of a strategy, and halts it at one of
// its moments.
type walk struct {
	path     *replay.Replay
	taken    int               // choices of the path
	strategy strategy.Strategy // decides beyond the path; nil stands for carrying on
	observer sim.Observer      // the strategy, if it looks at steps
	target

	at    int // moments so far
	made  int // choices so far
	place place
}

// target is where an execution is to halt. A negative number means that it does not halt there.
type target struct {
	moment int // the moment of this number
	step   int // the first moment after so many steps
	choice int // the first moment from this one on at which there is a choice
}

var toEnd = target{-1, -1, -1}

func toMoment(n int) target { return target{n, -1, -1} }
func toStep(n int) target   { return target{-1, n, -1} }
func toChoice(n int) target { return target{-1, -1, n} }

func newWalk(path sim.Schedule, to target, strategy strategy.Strategy) *walk {
	w := &walk{path: replay.New(path), taken: len(path), target: to, strategy: strategy}
	w.observer, _ = strategy.(sim.Observer)
	return w
}

// Halts is asked at the moments at which only one thread can go on.
func (w *walk) Halts(p *sim.Point) bool { return w.halts(p) }

// Choose decides at the other moments.
func (w *walk) Choose(p *sim.Point) int {
	if w.halts(p) {
		return sim.Stop
	}
	w.made++
	if w.made <= w.taken || w.strategy == nil {
		return w.path.Choose(p)
	}
	return w.strategy.Choose(p)
}

// halts counts the moments, and notes what there is to choose at the one it halts at.
func (w *walk) halts(p *sim.Point) bool {
	here := w.at == w.moment || w.step >= 0 && p.Step() >= w.step && !p.IsValue() || w.choice >= 0 && w.at >= w.choice && p.Len() > 1
	if !here {
		w.at++
		return false
	}
	w.place = place{IsValue: p.IsValue(), Alternatives: p.Len(), Running: -1, Voluntary: p.Voluntary()}
	if t := p.Current(); t != nil {
		w.place.Running = t.Index()
	} else if t := p.World().Current(); t != nil && p.IsValue() {
		w.place.Running = t.Index()
	}
	if !p.IsValue() {
		for _, t := range p.Alternatives(nil) {
			w.place.Ready = append(w.place.Ready, t.Index())
		}
	}
	return true
}

// Committed shows the steps to the strategy.
func (w *walk) Committed(s *sim.Step) {
	if w.observer != nil {
		w.observer.Committed(s)
	}
}
