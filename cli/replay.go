package cli

import (
	"math"
	"strings"

	"github.com/spf13/cobra"

	asked "simrun/gotest/settings"
	"simrun/properties/catalog"
	"simrun/python"
	"simrun/scheduler/replay"
	"simrun/sim"
)

const replayLong = `Replay executes exactly what a token records, whatever found it: it prints the
same log and the same finding. It takes the token itself, or a file with it: a
finding as JSON, the output of explore --json (its first finding), or the token
alone; "-" reads stdin.

The exit code is 1 if the recorded execution fails, 0 if it passes, and 3 if the
program is not the one that was recorded, so that the execution diverges.

With --json it prints one object like that of run --json; "diverged" {choice,
recorded, found, thread, operation} is there if the replay diverged.`

// replayCommand executes what a token records.
func (a *app) replayCommand() *cobra.Command {
	var out output
	steps, livelock := countValue{most: math.MaxInt32}, countValue{most: math.MaxInt32}
	c := &cobra.Command{
		Use:     "replay TOKEN|FILE",
		Short:   "Execute again what a token or a finding's file records",
		Long:    replayLong,
		Example: "  simrun replay s1.DGxvY2st…\n  simrun replay finding.json\n  simrun explore {scenario} --json | simrun replay -",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.recorded(c, args)
			if err != nil {
				return err
			}
			p.limit(steps.n, livelock.n)
			p.record, p.compare = out.verbose, !out.json
			e, err := a.execute(c.Context(), p, out)
			if err != nil {
				return err
			}
			return a.show(e, out)
		},
	}
	c.Flags().Var(&steps, "steps", "limit for the steps of the execution, in place of the one that ended it")
	c.Flags().Var(&livelock, "livelock", "steps in which nothing changes until that is a livelock, likewise")
	out.addTo(c)
	return c
}

// recorded is how what the one argument records is executed again.
func (a *app) recorded(c *cobra.Command, args []string) (plan, error) {
	r, err := a.oneRecording(c, args)
	if err != nil {
		return plan{}, err
	}
	t, err := r.token()
	if err != nil {
		return plan{}, err
	}
	return a.planOf(t)
}

// oneRecording reads what the one argument is or names.
func (a *app) oneRecording(c *cobra.Command, args []string) (*recording, error) {
	if len(args) != 1 {
		return nil, usagef("%s takes one token or file, but was given %s; see %s --help", c.Name(), plural(len(args), "argument"), c.CommandPath())
	}
	r, err := a.readRecording(args[0])
	if err != nil && isScript(args[0]) {
		return nil, usagef("%q is a Python script, and %s takes a token: %s", args[0], c.Name(), a.forScripts(c, args[0]))
	}
	return r, err
}

// planOf is how what a token records is executed again.
func (a *app) planOf(t sim.Token) (plan, error) {
	program, properties, err := a.recordedProgram(t.Scenario, t.Params)
	if err != nil {
		return plan{}, err
	}
	return plan{program: program, properties: properties, cfg: t.Config(), name: "replay", strategy: replay.Of(t)}, nil
}

// limit has the execution end after other limits than the token's, if they are not 0.
func (p *plan) limit(steps, livelock int) {
	if p.cfg.Livelock = livelock; steps > 0 {
		p.cfg.MaxSteps = steps
	}
}

// recordedProgram builds what a token, or the result of a search, is of.
func (a *app) recordedProgram(scenario string, params []sim.Param) (sim.Program, []sim.Property, error) {
	if path, ok := strings.CutPrefix(scenario, python.Prefix); ok {
		return a.recordedScript(path, params)
	}
	if test, ok := strings.CutPrefix(scenario, asked.Prefix); ok {
		pkg, name, _ := strings.Cut(test, ":")
		return sim.Program{}, nil, usagef("the token is of a Go test: replay it with %s gotest --replay=TOKEN %s -run '^%s$'", a.name, pkg, name)
	}
	e, err := catalog.Find(a.entries, scenario)
	if err != nil {
		return sim.Program{}, nil, usagef("the token is of the program %q, which %s does not have: replay it with the command that printed it, "+
			"or where its test is, with SIMRUN_REPLAY=TOKEN go test", scenario, a.name)
	}
	given := map[string]string{}
	for _, p := range params {
		given[p.Name] = p.Value
	}
	program, properties, err := e.Build(given)
	if err != nil {
		return sim.Program{}, nil, usagef("the token does not fit %s: %v", a.name, err)
	}
	return program, properties, nil
}

// divergence is the error for a replay that left its schedule.
func (a *app) divergence(e *execution) error {
	text := e.diverged.Error()
	if e.diverged.Recorded == 0 {
		text += "; the recorded execution had ended there: if it was a livelock by --livelock, give the same, or else "
	} else {
		text += "; "
	}
	if path, ok := strings.CutPrefix(e.program.Name, python.Prefix); ok {
		return &exit{exitDiverged, text + "the script or the interpreter is not the one that was recorded: search again with " + a.self + " python " + path}
	}
	name, params, _ := strings.Cut(e.program.String(), " ")
	for _, p := range strings.Fields(params) {
		name += " --param " + p
	}
	return &exit{exitDiverged, text + "the program is not the one that was recorded: search again with " + a.self + " explore " + name}
}
