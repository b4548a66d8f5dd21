package scheduler

import "simrun/sim"

// segment is some steps of one thread, one after the other.
type segment struct {
	thread int
	steps  int
}

// follow leads an execution along a list of segments. It is lenient: a segment whose thread cannot go on is over, and
// behind the last one the running thread carries on.
type follow struct {
	segments []segment
	values   []uint32
	at       int // segment
	made     int // steps of it
	value    int
}

// Choose goes on with the thread of the present segment.
func (f *follow) Choose(p *sim.Point) int {
	if p.IsValue() {
		f.value++
		if f.value <= len(f.values) && int(f.values[f.value-1]) < p.Len() {
			return int(f.values[f.value-1])
		}
		return 0
	}
	for ; f.at < len(f.segments); f.at, f.made = f.at+1, 0 {
		s := f.segments[f.at]
		if f.made >= s.steps || s.thread >= len(p.World().Threads()) {
			continue
		}
		if i := p.Index(p.World().Threads()[s.thread]); i >= 0 {
			return i
		}
	}
	return 0
}

// Committed counts the steps of the present segment.
func (f *follow) Committed(step *sim.Step) {
	thread := step.Thread.Index()
	for f.at < len(f.segments) && (f.segments[f.at].thread != thread || f.made >= f.segments[f.at].steps) {
		if f.made == 0 && f.segments[f.at].thread != thread {
			return // a forced step of another thread comes before the segment
		}
		f.at, f.made = f.at+1, 0
	}
	if f.at < len(f.segments) {
		f.made++
	}
}

// guide notes the segments and values of an execution that another scheduler decides.
type guide struct {
	inner    sim.Scheduler
	segments []segment
	values   []uint32
}

// Choose asks the other scheduler.
func (g *guide) Choose(p *sim.Point) int {
	i := g.inner.Choose(p)
	if p.IsValue() && i >= 0 {
		g.values = append(g.values, uint32(i))
	}
	return i
}

// Committed adds the step to the last segment, or begins one.
func (g *guide) Committed(step *sim.Step) {
	thread := step.Thread.Index()
	if n := len(g.segments); n > 0 && g.segments[n-1].thread == thread {
		g.segments[n-1].steps++
	} else {
		g.segments = append(g.segments, segment{thread, 1})
	}
	if o, ok := g.inner.(sim.Observer); ok {
		o.Committed(step)
	}
}
