package minimise

import (
	"slices"

	"simrun/scheduler/replay"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// detour repeats an execution up to one of its choices, takes another alternative there, and then leads the execution
// along segments.
type detour struct {
	prefix      sim.Schedule
	alternative int
	steps       int // that the thread of the alternative makes
	rest        replay.Follower
	given       []givenValue // values for the threads after that choice: each gets what it got before
	at          int
}

// givenValue is a value that a thread has got from World.Choose.
type givenValue struct {
	thread int
	value  uint32
}

// Choose leaves the schedule at the end of the prefix.
func (d *detour) Choose(p *sim.Point) int {
	at := d.at
	d.at++
	switch {
	case at < len(d.prefix):
		return int(d.prefix[at].Index)
	case at == len(d.prefix):
		if !p.IsValue() {
			first := replay.Segment{Thread: p.Thread(d.alternative).Index(), Steps: d.steps}
			d.rest.Segments = append([]replay.Segment{first}, moved(d.rest.Segments, first)...)
		}
		return d.alternative
	case p.IsValue():
		return d.give(p)
	}
	return d.rest.Choose(p)
}

// give is the value that the running thread was given next in the execution that is left; 0 if there is none.
func (d *detour) give(p *sim.Point) int {
	thread := p.World().Current().Index()
	i := slices.IndexFunc(d.given, func(g givenValue) bool { return g.thread == thread })
	if i < 0 {
		return 0
	}
	g := d.given[i]
	d.given = slices.Delete(d.given, i, i+1)
	if int(g.value) >= p.Len() {
		return 0
	}
	return int(g.value)
}

// Committed counts the steps after the prefix.
func (d *detour) Committed(step *sim.Step) {
	if d.at > len(d.prefix) {
		d.rest.Committed(step)
	}
}

// moved takes the steps of a segment that was moved to the front out of the others: from the next ones of its thread if
// it has a length, and otherwise the whole next one.
func moved(rest []replay.Segment, first replay.Segment) []replay.Segment {
	rest = slices.Clone(rest)
	for i := range rest {
		if rest[i].Thread != first.Thread {
			continue
		}
		n := min(rest[i].Steps, first.Steps)
		rest[i].Steps -= n
		if first.Steps -= n; first.Steps == 0 || n == 0 || first.Steps > strategy.Unbounded/2 {
			break
		}
	}
	return slices.DeleteFunc(rest, func(s replay.Segment) bool { return s.Steps == 0 })
}

// course is an execution, with what is needed to leave it at any of its choices.
type course struct {
	guide   replay.Recorder
	choices sim.Schedule // not trimmed: a choice to carry on can be left, too
	before  []int        // by choice: steps that were over
	values  []int        // by choice: values that were given up to it
	given   []givenValue
	steps   int
}

// Choose notes the choice of the other scheduler.
func (c *course) Choose(p *sim.Point) int {
	i := c.guide.Choose(p)
	c.choices = append(c.choices, sim.Choice{N: uint32(p.Len()), Index: uint32(max(i, 0))})
	if p.IsValue() {
		c.given = append(c.given, givenValue{p.World().Current().Index(), uint32(max(i, 0))})
	}
	c.before, c.values = append(c.before, c.steps), append(c.values, len(c.given))
	return i
}

// Committed counts the step.
func (c *course) Committed(step *sim.Step) {
	c.steps++
	c.guide.Committed(step)
}

// leave makes the detour at choice k.
func (c *course) leave(k, alternative, steps int) *detour {
	d := &detour{prefix: c.choices[:k], alternative: alternative, steps: steps, given: slices.Clone(c.given[c.values[k]:])}
	d.rest.Segments = behind(c.guide.Segments, c.before[k])
	return d
}

// behind is the rest of the segments after so many steps.
func behind(list []replay.Segment, steps int) []replay.Segment {
	list = slices.Clone(list)
	for len(list) > 0 && steps > 0 {
		n := min(list[0].Steps, steps)
		steps -= n
		if list[0].Steps -= n; list[0].Steps == 0 {
			list = list[1:]
		}
	}
	return list
}
