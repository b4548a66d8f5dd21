package cli

import (
	"errors"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"simrun/properties/catalog"
	"simrun/scheduler"
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
			p.cfg.MaxSteps, p.cfg.Livelock, p.record = steps.n, livelock.n, out.verbose
			e, err := a.execute(c.Context(), p, out)
			if err != nil {
				return err
			}
			return a.show(e, out)
		},
	}
	c.Flags().Var(&steps, "steps", "limit for the steps of the execution, if it was recorded with one")
	c.Flags().Var(&livelock, "livelock", "steps in which nothing changes until that is a livelock, likewise")
	out.addTo(c)
	return c
}

// recorded is how what the one argument records is executed again.
func (a *app) recorded(c *cobra.Command, args []string) (plan, error) {
	if len(args) != 1 {
		return plan{}, usagef("%s takes one token or file, but was given %d arguments; see %s --help", c.Name(), len(args), c.CommandPath())
	}
	t, err := a.readToken(args[0])
	if err != nil {
		return plan{}, err
	}
	e, err := catalog.Find(a.entries, t.Scenario)
	if err != nil {
		return plan{}, usagef("the token is of the program %q, which %s does not have: replay it with the command that printed it, "+
			"or where its test is, with SIMRUN_REPLAY=TOKEN go test", t.Scenario, a.name)
	}
	params := map[string]string{}
	for _, p := range t.Params {
		params[p.Name] = p.Value
	}
	program, properties, err := e.Build(params)
	if err != nil {
		return plan{}, usagef("the token does not fit %s: %v", a.name, err)
	}
	return plan{program: program, properties: properties, cfg: t.Config(), name: "replay", strategy: scheduler.NewReplayOf(t)}, nil
}

// divergence is the error for a replay that left its schedule.
func (a *app) divergence(e *execution) error {
	text := e.diverged.Error()
	if e.diverged.Recorded == 0 {
		text += "; the recorded execution had ended there: if a step limit ended it, give the same with --steps, or else "
	} else {
		text += "; "
	}
	name, params, _ := strings.Cut(e.program.String(), " ")
	for _, p := range strings.Fields(params) {
		name += " --param " + p
	}
	return &exit{exitDiverged, text + "the program is not the one that was recorded: search again with " + a.self + " explore " + name}
}

// errNoToken is for text that is no token and no JSON with one.
var errNoToken = errors.New("no token in it")
