package simtest

import (
	"io"

	"pgregory.net/rapid"

	"simrun/report"
	"simrun/sim"
)

// Execute runs a program once, under a schedule that was drawn by [Schedules], inside a check of rapid. If a property
// does not hold it shows the finding and fails; properties.Default() if none is given. What else the program depends on
// may be drawn as well:
//
//	rapid.Check(t, func(rt *rapid.T) {
//		workers := rapid.IntRange(1, 4).Draw(rt, "workers")
//		schedule := simtest.Schedules(200).Draw(rt, "schedule")
//		simtest.Execute(rt, schedule, pipeline(workers))
//	})
//
// The line that replays a failure is rapid's, because only rapid knows what was drawn.
func Execute[P Source](rt *rapid.T, schedule Schedule, program P, properties ...sim.Property) {
	rt.Helper()
	s := newSubject(rt, rt.Cleanup, asProgram(program), Options{}.complete(rt, Options{}), properties)
	x, _, failures := s.judge(schedule.Scheduler())
	if len(failures) == 0 {
		return
	}
	if rt.Output() != io.Discard { // rapid shows this try: most are only for shrinking
		f := s.finding(x, failures[0])
		s.shrink(f)
		s.show(rt.Output(), "", f)
	}
	rt.Fatalf("simtest: this schedule shows a failure: %s", report.Plain(failures[0].Kind))
}
