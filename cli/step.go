package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"simrun/internal/textfile"
	"simrun/properties/catalog"
	"simrun/python"
	"simrun/scheduler/replay"
	"simrun/sim"
	"simrun/stepper"
)

const stepLong = `Step walks through an execution in the terminal. It shows the threads and what
each would do next, the objects with their state, the last steps and the log,
and lets you choose who goes on. Whatever is chosen can be undone: going back
is running again. With a token, or a file with one, the recorded execution lies
ahead, and n goes along it.

Keys: up and down choose a thread, or a value where one is chosen, and enter
goes on with it, c up to the next choice; b goes back, and n forward again; g
jumps to a step, home to the start, and end to the last step that is known; r
runs to the end under the strategy, and s takes another one from here; t shows
the token, and copies it if the terminal lets it; w writes it to a new file; ?
lists the keys, and q quits.

The token holds the choices up to what is shown; behind them everybody carries
on. When you quit, the seed is printed first, and last the line that replays
it. The exit code is 1 if the end of an execution that fails was shown last, as
it is for run, and otherwise 0.`

// stepCommand walks through an execution.
func (a *app) stepCommand() *cobra.Command {
	s := &settings{}
	c := &cobra.Command{
		Use:               "step [scenario|TOKEN|FILE]",
		Short:             "Walk through an execution in the terminal, and choose who goes on",
		Long:              stepLong,
		Example:           "  simrun step\n  simrun step {scenario}{param} --clock anytime\n  simrun step s1.DGxvY2st…",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: a.orFile(true),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := a.walk(c, args, s)
			if err != nil {
				return err
			}
			return a.step(c, o, s)
		},
	}
	s.addTo(c, sim.Virtual, "run-to-block, or random with --seed", sim.DefaultMaxSteps)
	s.out.addColor(c)
	return c
}

// walk is what the arguments and flags say to walk through.
func (a *app) walk(c *cobra.Command, args []string, s *settings) (stepper.Options, error) {
	_, strategy := s.runStrategy(c.Flags().Changed("seed"))
	o := stepper.Options{Strategy: strategy, Watchdog: a.watchdog, Color: bool(a.ink(s.out))}
	if len(args) != 1 || c.Annotations[takesScript] != "" || !a.records(args[0]) {
		var err error
		o.Program, o.Properties, err = a.program(c, args, s.params)
		o.Config, o.Title = s.config(sim.DefaultMaxSteps), python.Title(o.Program)
		return o, err
	}
	for _, name := range []string{"seed", "param", "switching", "clock"} {
		if c.Flags().Changed(name) {
			return o, usagef("--%s goes with a scenario: the token already says it, leave it out", name)
		}
	}
	if args[0] == "-" {
		return o, usagef("step reads keys from stdin: give the token itself, or a file with it")
	}
	p, err := a.recorded(c, args)
	if err != nil {
		return o, err
	}
	p.limit(s.steps.n, s.livelock.n)
	e, err := a.execute(c.Context(), p, s.out)
	if err != nil {
		return o, err
	}
	if e.diverged != nil {
		return o, a.divergence(e)
	}
	o.Program, o.Properties, o.Config, o.Path = p.program, p.properties, p.cfg, append(sim.Schedule{}, e.token.Schedule...)
	o.Title = python.Title(p.program)
	return o, nil
}

// records says whether an argument is a token, or a file, and not the name of a scenario.
func (a *app) records(arg string) bool {
	if _, err := catalog.Find(a.entries, arg); err == nil {
		return false
	}
	_, err := os.Stat(arg)
	return arg == "-" || textfile.LooksLikeToken(arg) || strings.ContainsAny(arg, `/\.`) || !errors.Is(err, fs.ErrNotExist)
}

// step walks, and then prints what was shown last.
func (a *app) step(c *cobra.Command, o stepper.Options, s *settings) error {
	in, ok := a.stdin.(*os.File)
	if !ok || a.out == nil {
		return noTerminal()
	}
	end, err := stepper.Run(c.Context(), o, in, a.out)
	if errors.Is(err, stepper.ErrNoTerminal) {
		return noTerminal()
	}
	if err != nil {
		return stuck(err)
	}
	e, err := a.execute(context.WithoutCancel(c.Context()), plan{ // a signal ended the walk, and not what is shown of it
		program: o.Program, properties: o.Properties, cfg: o.Config, name: "step", strategy: replay.Of(end.Token),
	}, s.out)
	if err != nil {
		return err
	}
	if end.Over {
		return a.show(e, s.out)
	}
	a.printf("seed %d\nleft at step %d of %s; behind it the replay carries on\nreplay with: %s\n", e.cfg.Seed, end.Step, o.Program, a.replayLine(e))
	return nil
}

func noTerminal() error {
	return usagef("step needs a terminal, for the keys and the screen: use run, replay or report where there is none")
}
