package explorer

import (
	"fmt"

	"simrun/gotest/settings"
	"simrun/hooks"
	"simrun/scheduler"
	"simrun/sim"
)

// carryOn is the schedule without a preemption.
type carryOn struct{}

func (carryOn) Choose(*sim.Point) int { return 0 }

// carriesOn is the execution of that schedule.
func (e *exploration) carriesOn(runner *sim.Runner) *sim.Execution {
	cfg := e.config()
	cfg.Fingerprint = true
	return runner.Run(e.program(), cfg, carryOn{})
}

// isCut says whether an execution was ended by the limit of steps, or by what is a part of that limit.
func isCut(x *sim.Execution) bool { return x.End == sim.StepLimit || x.End == sim.Livelock }

// mostSteps is how many steps an execution may have without --steps: a second's worth, or so.
const mostSteps = 1_000_000

// measure executes a test once more that was cut short by the limit of steps. If it comes to its end now, the limit is twice what it needs: a
// test that does many operations need not be told so. Otherwise the limit stays as it was, because what does not end is sooner said
// then, and other schedules may have an end.
func (e *exploration) measure(runner *sim.Runner, cut *sim.Execution) *sim.Execution {
	e.settings.Steps = mostSteps
	x := e.carriesOn(runner)
	e.settings.Steps = settings.DefaultSteps
	if isCut(x) {
		return cut
	}
	for e.settings.Steps < 2*x.Steps {
		e.settings.Steps *= 2
	}
	return x
}

// endless says that no execution of a search has come to its end, nor one before it.
func (e *exploration) endless(r *scheduler.Report) string {
	text := fmt.Sprintf("each of its executions, %d, was cut short by the limit of %s", r.Executions, sim.Count(e.settings.Steps, "step"))
	switch {
	case r.Executions == 0:
		text = fmt.Sprintf("when the budget was over, its executions had been cut short by the limit of %s", sim.Count(e.settings.Steps, "step"))
	case e.measured:
		text += fmt.Sprintf(", and one by that of %d", mostSteps)
	}
	text += ": a larger --steps may allow it"
	if e.clock == sim.Virtual && (hooks.Timed || hooks.Polls()) {
		text += "; a loop that goes round until time has passed has no end, because none passes meanwhile: a time.Sleep in it lets it pass"
	}
	return text
}
