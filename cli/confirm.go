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
// stderr says so, and the search proves nothing then.
func (a *app) confirm(ctx context.Context, p sim.Program, o scheduler.Options, r *scheduler.Report) error {
	script := a.scriptOf(p)
	if script == nil {
		return nil
	}
	fresh := script.Fresh()
	var confirmed []*scheduler.Finding
	runner := sim.NewRunner()
	defer runner.Close()
	err := runner.Watchdog(o.Watchdog, func() {
		for _, f := range r.Findings {
			if ctx.Err() != nil || shows(runner, fresh, o, f) {
				confirmed = append(confirmed, f)
				continue
			}
			unrepeated(r)
			fmt.Fprintf(a.stderr, "%s: %s: the %s of execution %d does not show in a process that has executed nothing before, and is not reported\n",
				a.name, strings.TrimPrefix(p.Name, python.Prefix), f.Kind, f.FirstExecution)
		}
	})
	r.Findings = confirmed
	return stuck(err)
}

// unrepeated has the report of a search prove nothing.
func unrepeated(r *scheduler.Report) {
	r.Exhausted, r.Rounds, r.Estimate = false, 0, nil
	if r.Sharing == nil {
		r.Sharing = &sharing.Conflict{Message: "what fails in an execution depends on what executions before it have left behind"}
	}
}

// shows says whether a program fails as the finding says when its token is replayed.
func shows(runner *sim.Runner, p sim.Program, o scheduler.Options, f *scheduler.Finding) bool {
	cfg := f.Token.Config()
	cfg.MaxSteps = o.Config.MaxSteps
	x, diverged := replay.Once(runner, p, cfg, f.Token)
	if diverged != nil {
		return false
	}
	_, failures := sim.Judge(x, o.Properties)
	return f.In(failures) != nil
}
