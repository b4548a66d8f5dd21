package replay

import (
	"math"

	"simrun/sim"
)

// Segment is some steps of one thread, one after the other.
type Segment struct {
	Thread int
	Steps  int
}

// Follower leads an execution along a list of segments. It is lenient: a segment whose thread cannot go on is skipped,
// and after the last segment the running thread carries on.
type Follower struct {
	Segments []Segment
	Values   []uint32
	at       int // segment
	made     int // steps of it
	value    int
}

// Choose goes on with the thread of the present segment.
func (f *Follower) Choose(p *sim.Point) int {
	if p.IsValue() {
		f.value++
		if f.value <= len(f.Values) && int(f.Values[f.value-1]) < p.Len() {
			return int(f.Values[f.value-1])
		}
		return 0
	}
	for ; f.at < len(f.Segments); f.at, f.made = f.at+1, 0 {
		s := f.Segments[f.at]
		if f.made >= s.Steps || s.Thread >= len(p.World().Threads()) {
			continue
		}
		if i := p.Index(p.World().Threads()[s.Thread]); i >= 0 {
			return i
		}
	}
	return 0
}

// Committed counts the steps of the present segment.
func (f *Follower) Committed(step *sim.Step) {
	thread := step.Thread.Index()
	for f.at < len(f.Segments) && (f.Segments[f.at].Thread != thread || f.made >= f.Segments[f.at].Steps) {
		if f.made == 0 && f.Segments[f.at].Thread != thread {
			return // a forced step of another thread comes before the segment
		}
		f.at, f.made = f.at+1, 0
	}
	if f.at < len(f.Segments) {
		f.made++
	}
}

// Lead lists the segments.
func (f *Follower) Lead() ([]int32, bool) {
	var list []int32
	for _, s := range f.Segments {
		list = append(list, int32(s.Thread), int32(min(s.Steps, math.MaxInt32)))
	}
	return list, true
}

// Recorder notes the segments and values of an execution that another scheduler decides.
type Recorder struct {
	Inner    sim.Scheduler
	Segments []Segment
	Values   []uint32
}

// Plan is that of the other scheduler.
func (g *Recorder) Plan() []int32 {
	if p, ok := g.Inner.(sim.Planner); ok {
		return p.Plan()
	}
	return nil
}

// Lead is that of the other scheduler.
func (g *Recorder) Lead() ([]int32, bool) {
	if l, ok := g.Inner.(sim.Leader); ok {
		return l.Lead()
	}
	return nil, false
}

// Settled says whether the other scheduler has nothing left to decide.
func (g *Recorder) Settled() bool {
	s, ok := g.Inner.(sim.Settler)
	return ok && s.Settled()
}

// Draws are those of the other scheduler.
func (g *Recorder) Draws(n int) []uint64 {
	if d, ok := g.Inner.(sim.Drawer); ok {
		return d.Draws(n)
	}
	return nil
}

// Choose asks the other scheduler.
func (g *Recorder) Choose(p *sim.Point) int {
	i := g.Inner.Choose(p)
	if p.IsValue() && i >= 0 {
		g.Values = append(g.Values, uint32(i))
	}
	return i
}

// Committed adds the step to the last segment, or begins one.
func (g *Recorder) Committed(step *sim.Step) {
	thread := step.Thread.Index()
	if n := len(g.Segments); n > 0 && g.Segments[n-1].Thread == thread {
		g.Segments[n-1].Steps++
	} else {
		g.Segments = append(g.Segments, Segment{thread, 1})
	}
	if o, ok := g.Inner.(sim.Observer); ok {
		o.Committed(step)
	}
}
