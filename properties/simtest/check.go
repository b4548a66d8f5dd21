package simtest

import (
	"testing"

	"pgregory.net/rapid"

	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// Check has rapid draw schedules of the program, as many as -rapid.checks says, and fails the test if a property does
// not hold in one of them; properties.Default() if none is given. rapid then shrinks the schedule to few preemptions
// and leaves a fail file, which the next run tries first.
//
// A drawn schedule is a good search for a few preemptions. [Test] searches more cleverly, and [Verify] completely.
func Check[P Source](t testing.TB, program P, properties ...sim.Property) {
	t.Helper()
	CheckWith(t, Options{}, program, properties...)
}

// CheckWith is [Check] with options. Strategy, Executions, Budget and Workers have no meaning for it.
func CheckWith[P Source](t testing.TB, o Options, program P, properties ...sim.Property) {
	t.Helper()
	s := newSubject(t, t.Cleanup, programOf(t, program), o.complete(t, Options{}), properties)
	if s.replayed(t) {
		return
	}
	c := checker{subject: s}
	defer func() {
		if t.Failed() && c.last != nil {
			s.shrink(c.last)
			s.show(t.Output(), t.Name(), c.last)
		}
	}() // deferred, because rapid ends the test
	draw := Schedules(2 * s.choices())
	rapid.Check(t, func(rt *rapid.T) { c.try(rt, draw.Draw(rt, "schedule")) })
}

// checker runs the schedules that rapid draws.
type checker struct {
	*subject
	executions int
	first      int                // number of the execution that failed first
	last       *scheduler.Finding // the failure that was seen last; rapid shows its result by trying it once more
}

// try runs one schedule. While rapid shrinks, a failure of another kind than the first is none: it would lead away from
// what was found.
func (c *checker) try(rt *rapid.T, schedule Schedule) {
	x, _, failures := c.judge(schedule.Scheduler())
	c.executions++
	for _, f := range failures {
		if c.last == nil {
			c.first = c.executions - 1
		} else if c.last.Kind != f.Kind {
			continue
		}
		c.last = c.finding(x, f)
		c.last.FirstExecution = c.first
		// One call with one text for each kind: rapid takes two failures for the same by their text and their line.
		rt.Fatalf("simtest: this schedule shows a failure: %s", report.Plain(f.Kind))
	}
}
