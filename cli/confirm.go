package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"simrun/python"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/scheduler/sharing"
	"simrun/sim"
)

// scriptOf is the script that a program is; nil if it is none.
func (a *app) scriptOf(p sim.Program) *python.Script {
	i := slices.IndexFunc(a.scripts, func(s *python.Script) bool { return s.Program().Name == p.Name })
	if i < 0 {
		return nil
	}
	return a.scripts[i]
}

// confirm executes each finding of a search of a script once more, as the first execution of a process, and drops those
// that do not show again: they are of what executions before have left behind, and their tokens would not replay.
// stderr says so, and the search proves nothing then. Of the others it returns the timeouts that are early in their schedules.
func (a *app) confirm(ctx context.Context, script *python.Script, o scheduler.Options, r *scheduler.Report) (early map[*scheduler.Finding]string, err error) {
	early = map[*scheduler.Finding]string{}
	var confirmed []*scheduler.Finding
	runner := sim.NewRunner()
	defer runner.Close()
	err = runner.Watchdog(o.Watchdog, func() {
		for _, f := range r.Findings {
			if ctx.Err() != nil {
				confirmed = append(confirmed, f)
				continue
			}
			if x := shows(runner, script.Recorded(f.Token, true), o, f); x != nil {
				confirmed, early[f] = append(confirmed, f), script.Early(x.World())
				continue
			}
			unrepeated(r)
			fmt.Fprintf(a.stderr, "%s: %s: the %s of execution %d does not show in a process that has executed nothing before, and is not reported\n",
				a.name, strings.TrimPrefix(f.Token.Scenario, python.Prefix), f.Kind, f.FirstExecution)
		}
	})
	r.Findings = confirmed
	return early, stuck(err)
}

// unrepeated has the report of a search prove nothing.
func unrepeated(r *scheduler.Report) {
	r.Exhausted, r.Rounds, r.Estimate = false, 0, nil
	if r.Sharing == nil {
		r.Sharing = &sharing.Conflict{Message: "what fails in an execution depends on what executions before it have left behind"}
	}
}

// shows is the execution of the finding's token, if the program fails as that says; nil if not.
func shows(runner *sim.Runner, p sim.Program, o scheduler.Options, f *scheduler.Finding) *sim.Execution {
	cfg := f.Token.Config()
	cfg.MaxSteps = o.Config.MaxSteps
	x, diverged := replay.Once(runner, p, cfg, f.Token)
	if diverged != nil {
		return nil
	}
	_, failures := sim.Judge(x, o.Properties)
	if f.In(failures) == nil {
		return nil
	}
	return x
}
