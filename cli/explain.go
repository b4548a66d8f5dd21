package cli

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/scheduler/transcript"
	"simrun/sim"
)

// explainBudget is the default budget of explain.
const explainBudget = 10 * time.Second

const explainLong = `Explain looks for a schedule and for random numbers with which a scenario prints
a recorded log, and shows the schedule. Or it proves that there is none, and
says how much of the log is possible and what could have come next.

The transcript is a file with the lines of the log, with times (HH:MM:SS:, which
are not compared) or without; "-" reads stdin. It may be the beginning of a log,
and its last line may be cut off; --complete says that it is the whole log.

Of the random numbers that the transcript does not name, one stands for all.

The exit code is 0 if the log is possible, 1 if it is proved that it is not, 4
if the budget ended first, and 2 if the transcript is not a log of the scenario.`

// explanation are the flags of explain.
type explanation struct {
	params    paramsValue
	switching wordValue
	budget    budgetValue
	steps     countValue
	complete  bool
	out       output
}

// explainCommand finds out how a program came to print a log.
func (a *app) explainCommand() *cobra.Command {
	x := &explanation{params: paramsValue{}, switching: wordValue{sim.Call.String(), switchings()}}
	x.steps.most = math.MaxInt32
	c := &cobra.Command{
		Use:               "explain SCENARIO TRANSCRIPT",
		Short:             "Find the schedule that prints a recorded log, or prove that there is none",
		Long:              explainLong,
		Example:           "  simrun explain {scenario} log.txt\n  simrun explain {scenario}{param} log.txt\n  simrun explain {scenario} --complete - < log.txt",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: a.orFile(false),
		RunE: func(c *cobra.Command, args []string) error {
			if c.Annotations[takesScript] != "" && len(args) > 1 {
				p, _, err := a.program(c, args[1:], x.params)
				if err != nil {
					return err
				}
				lines, err := a.readTranscript(args[0])
				if err != nil {
					return err
				}
				return a.explain(c.Context(), p, lines, args[0], x)
			}
			if c.Annotations[takesScript] != "" {
				return usagef("%s takes a transcript and a script, but was given %s; see %s --help", c.CommandPath(), plural(len(args), "argument"), c.CommandPath())
			}
			if len(args) != 2 {
				return usagef("%s takes a scenario and a transcript, but was given %s; see %s --help", c.Name(), plural(len(args), "argument"), c.CommandPath())
			}
			p, _, err := a.program(c, args[:1], x.params)
			if err != nil {
				return err
			}
			lines, err := a.readTranscript(args[1])
			if err != nil {
				return err
			}
			return a.explain(c.Context(), p, lines, args[1], x)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.VarP(x.params, "param", "p", "parameter of the scenario; repeatable (simrun list names them)")
	a.completeParam(c)
	f.Var(&x.switching, "switching", "where a thread may lose the GIL: block, io, call or bytecode")
	f.BoolVar(&x.complete, "complete", false, "the transcript is the whole log: nothing was printed after it")
	f.Var(&x.budget, "budget", "end after this time, such as 30s or 5m")
	f.Lookup("budget").DefValue = explainBudget.String()
	f.Var(&x.steps, "steps", "limit for the steps of one execution")
	f.Lookup("steps").DefValue = fmt.Sprint(exploreSteps)
	f.BoolVarP(&x.out.verbose, "verbose", "v", false, "show every step")
	x.out.addColor(c)
	x.out.addProgress(c)
	complete(c, "switching", x.switching.allowed)
	return c
}

// explain searches and prints what was found.
func (a *app) explain(ctx context.Context, p sim.Program, lines []string, file string, x *explanation) error {
	budget, steps := time.Duration(x.budget), x.steps.n
	if budget == 0 {
		budget = explainBudget
	}
	if steps == 0 {
		steps = exploreSteps
	}
	switching, err := sim.ParseSwitching(x.switching.word)
	if err != nil {
		panic(err) // wordValue let it through
	}
	cfg := sim.Config{Switching: switching, Clock: sim.Anytime, MaxSteps: steps, Livelock: -1} // what polls for long may print yet
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	shown := a.startProgress(x.out, budget)
	defer shown.stop()
	if err := a.looksLikeItsLog(p, cfg, lines); err != nil {
		return err
	}
	start := time.Now()
	e, err := transcript.Explain(ctx, replay.Subject{Program: p, Config: cfg, Watchdog: a.watchdog}, lines, x.complete)
	shown.stop()
	if err != nil {
		return stuck(err)
	}
	took := executionsIn(e.Executions, time.Since(start))
	switch {
	case e.Found:
		a.writeExplanation(p, e, lines, file, took, x)
		return nil
	case e.Exhausted:
		a.printf("%s: %s, exhaustive.\n", x.ink(a).bad("No schedule prints this log"), took)
		a.writeLongest(e, lines)
		a.writeSearched(p, cfg)
		return &exit{code: exitFailed}
	}
	a.printf("%s: %s, not exhaustive.\n", x.ink(a).bad("No schedule was found that prints this log"), took)
	a.writeLongest(e, lines)
	a.writeSearched(p, cfg)
	if e.Truncated > 0 && ctx.Err() == nil {
		return &exit{exitBudget, fmt.Sprintf("%s cut short by the limit of %s; --steps N allows more", plural(e.Truncated, "execution"), plural(steps, "step"))}
	}
	return &exit{exitBudget, fmt.Sprintf("the search ended before it had tried everything: the budget of %v was used up", budget)}
}

// writeSearched says with what parameters: others make another program.
func (a *app) writeSearched(p sim.Program, cfg sim.Config) {
	a.printf("Searched was %s, in switching mode %v: --param and --switching name others.\n", p, cfg.Switching)
}

func (x *explanation) ink(a *app) ink { return a.ink(x.out) }

// writeExplanation shows the execution that prints the transcript.
func (a *app) writeExplanation(p sim.Program, e *transcript.Explanation, lines []string, file, took string, x *explanation) {
	a.printf("%s: found after %s.\n", x.ink(a).good("This log is possible"), took)
	if len(e.Inputs) > 0 {
		a.printf("Random numbers: %s\n", strings.Trim(fmt.Sprint(e.Inputs), "[]"))
	}
	for i, line := range e.Log {
		if i == len(lines) {
			a.printf("%s\n", x.ink(a).faint("and then, if everybody carries on:"))
		}
		a.printf("  %s\n", line)
	}
	a.printf("\n")
	f := report.Finding{Scenario: python.Title(p), Kind: "explained", Steps: e.Steps, Preemptions: e.Preemptions, Trace: report.WithLines(e.Trace)}
	f.ReplayLine = a.self + " explain " + p.Name
	for _, q := range p.Params {
		f.ReplayLine += " --param " + q.Name + "=" + q.Value
	}
	f.ReplayLine += " " + file
	if len(e.Inputs) == 0 { // otherwise a seed would have to give these numbers
		f.Token, f.ReplayLine = e.Token.String(), a.self+" replay "+e.Token.String()+livelockFlag(-1, e.Steps, false)
	}
	a.writeReport(f, x.out)
}

// writeLongest says how much of the transcript is possible.
func (a *app) writeLongest(e *transcript.Explanation, lines []string) {
	switch {
	case e.Longest == 0:
		a.printf("Not even its first line is possible: %s\n", lines[0])
	case e.Longest >= len(lines):
		a.printf("All its lines are possible, but they are not the whole log.\n")
	default:
		a.printf("Its first %s possible; then it goes on with\n  %s\n", areLines(e.Longest), lines[e.Longest])
	}
	if len(e.Next) > 0 {
		a.printf("Where the program could have printed\n")
	}
	for _, text := range e.Next {
		a.printf("  %s\n", text)
	}
	if e.Ended {
		a.printf("There the program could have printed nothing more.\n")
	}
}

func areLines(n int) string {
	if n == 1 {
		return "line is"
	}
	return plural(n, "line") + " are"
}

// digits are what one line of a log may have other than another one of the same kind.
var digits = regexp.MustCompile(`\d+`)

// looksLikeItsLog refuses a transcript that is of something else: none of its lines is like one that twenty random executions of the
// program print, if numbers are left out.
func (a *app) looksLikeItsLog(p sim.Program, cfg sim.Config, lines []string) error {
	r, s, example, ended := sim.NewRunner(), sampling.NewRandom(0), "", false
	var known []string
	err := r.Watchdog(a.watchdog, func() {
		for i := range 20 {
			s.Begin(i)
			x := r.Run(p, cfg, s)
			ended = ended || x.End != sim.StepLimit
			for _, l := range x.Log {
				if kind := digits.ReplaceAllString(l.Text, "0"); !slices.Contains(known, kind) {
					known = append(known, kind)
					if strings.TrimSpace(l.Text) != "" {
						example = l.Text
					}
				}
			}
		}
	})
	r.Close()
	if err != nil {
		return stuck(err)
	}
	switch {
	case len(known) == 0 && !ended:
		return usagef("%s prints nothing in its first %s; --steps N allows more", called(p), plural(cfg.MaxSteps, "step"))
	case len(known) == 0:
		return usagef("%s prints no log, so there is nothing to explain", called(p))
	}
	for _, line := range lines {
		if line = digits.ReplaceAllString(line, "0"); line == "" {
			continue
		}
		if slices.ContainsFunc(known, func(kind string) bool { return strings.HasPrefix(kind, line) }) {
			return nil
		}
	}
	if !ended {
		return nil // there are lines that nobody has seen
	}
	return usagef("the transcript has no line that %s could print: want lines such as %q, with or without the time before them", called(p), example)
}

// called is the name of a scenario, or what people call a script.
func called(p sim.Program) string {
	if strings.HasPrefix(p.Name, python.Prefix) {
		return python.Title(p)
	}
	return p.Name
}
