package scheduler

import (
	"slices"

	"simrun/sim"
)

// detour repeats an execution up to one of its choices, takes another alternative there, and then leads the execution
// along segments.
type detour struct {
	prefix      sim.Schedule
	alternative int
	steps       int // that the thread of the alternative makes
	rest        follow
	given       []givenValue // what the threads are given behind it, each what it was given before
	at          int
}

// givenValue is a value that a thread was given.
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
			first := segment{p.Thread(d.alternative).Index(), d.steps}
			d.rest.segments = append([]segment{first}, moved(d.rest.segments, first)...)
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

// Committed counts the steps behind the prefix.
func (d *detour) Committed(step *sim.Step) {
	if d.at > len(d.prefix) {
		d.rest.Committed(step)
	}
}

// moved takes the steps of a segment that was moved to the front out of the others: from the next ones of its thread if
// it has a length, and otherwise the whole next one.
func moved(rest []segment, first segment) []segment {
	rest = slices.Clone(rest)
	for i := range rest {
		if rest[i].thread != first.thread {
			continue
		}
		n := min(rest[i].steps, first.steps)
		rest[i].steps -= n
		if first.steps -= n; first.steps == 0 || n == 0 || first.steps > Unbounded/2 {
			break
		}
	}
	return slices.DeleteFunc(rest, func(s segment) bool { return s.steps == 0 })
}

// course is an execution with all that is needed to leave it at any of its choices.
type course struct {
	guide   guide
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
	d.rest.segments = behind(c.guide.segments, c.before[k])
	return d
}

// behind is what is left of the segments after so many steps.
func behind(list []segment, steps int) []segment {
	list = slices.Clone(list)
	for len(list) > 0 && steps > 0 {
		n := min(list[0].steps, steps)
		steps -= n
		if list[0].steps -= n; list[0].steps == 0 {
			list = list[1:]
		}
	}
	return list
}
