package cli

import (
	"context"
	"errors"
	"math"
	"runtime"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"simrun/internal/replacefile"
	"simrun/scheduler"
	"simrun/sim"
)

const (
	// exploreSteps is the default limit for one execution in a search. An execution that gets there without an end
	// mostly never comes to one, and a larger limit would only make fewer of them.
	exploreSteps = 10_000
	// exploreBudget is the default budget of a search that would not end by itself.
	exploreBudget = 8 * time.Second
	// mostWorkers is beyond any machine; more would only cost memory.
	mostWorkers = 1024
)

const exploreLong = `Explore executes a scenario under many schedules and reports each distinct
failure with its smallest schedule: the cause, one column per thread, and the
line that replays it. Sleeps and timeouts may be over at any point (--clock
anytime), because a real machine may delay any thread for any time.

It ends when the strategy has tried everything, or at --executions or --budget.
Without either, auto and the strategies that never come to an end are given 8s.
Ctrl-C ends it and shows what was found so far; with --checkpoint FILE the same
command goes on from there later. "No failure found" says that the search ended
before it had tried everything, "There is no failure" that it had. Where a
thread polls there is a sentence between the two: "No failure up to 2 rounds of
polling" says that every schedule was tried in which no thread looks more than
twice in a row, beyond the first time, at what nobody has changed meanwhile.

With --all it searches every scenario with its default parameters, and compares
the kinds of failures that it finds with those that the catalog expects, in one
line each; a limit is that of each search. The exit code is 1 if one differs,
if a scenario shares something past the models (sharing), or if no execution of
it came to its end (step-limit).
With --json it prints scenarios[] {scenario, expected[], found[], as_expected,
exhausted, executions}, interrupted.

A search assumes that threads share nothing but objects of the models, and
checks that: in some executions it swaps independent steps. If the result
differs, it says which lines share something, and proves nothing.

The exit code is 1 if a failure was found, or if threads share something past
the models. It is 4 if --steps cut short every execution, and, with
--require-exhaustive, if the search found none but ended before it had tried
everything.

With --json it prints one object: scenario, params, strategy, seed, switching,
clock, workers, verdict, executions, truncated (at the limit of steps),
livelocks (executions that ended by one), redundant, exhausted,
exhausted_rounds (of polling, up to which everything was tried), interrupted,
distinct_traces, distinct_logs, distinct_traces_at_least,
distinct_logs_at_least (there were more than are kept), outcomes[] {verdict,
kind, observations, others (those beyond the 4,096 that are kept one by one),
count, token}, findings[] {kind, message, where, token, steps, preemptions,
first_execution (from 0), unfinished (the search for a smaller schedule was cut
short), fewest_preemptions (fewer do not show it: those were tried in full),
weakest_switching, switching_needed (no weaker one shows it, likewise), why,
likely, replay; of a script elsewhere (where else it can show, in sentences),
gil[] {gil, shows: yes, no (everything was tried) or "not seen", executions},
virtual_clock {shows, executions} (if a timeout is early in its schedule)},
estimate {failure_probability_at_most, distinct_traces (rather too few),
new_trace_probability} (null unless the strategy draws its choices), sharing
{message, lines[], tokens[]} (null unless the program shares something past the
models), unchecked[] (what a search without a finding did not look at, of what
concerns the program), unsaved (why the checkpoint could not be written, or
empty), elapsed_seconds.`

// exploration are the flags of explore beyond those of run.
type exploration struct {
	settings
	executions countValue
	budget     budgetValue
	workers    countValue
	checkpoint string
	shared     sharedFlags
	first      bool
	all        bool
	require    bool
}

// exploreCommand searches the schedules of a scenario.
func (a *app) exploreCommand() *cobra.Command {
	x := &exploration{}
	c := &cobra.Command{
		Use:               "explore [scenario]",
		Short:             "Search the schedules of a scenario for failures",
		Long:              exploreLong,
		Example:           "  simrun explore {scenario}\n  simrun explore {scenario}{param} --strategy dpor\n  simrun explore {scenario} --budget 1m --require-exhaustive --json\n  simrun explore --all --budget 5s",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: a.completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			if err := x.checkSharing(c); err != nil {
				return err
			}
			if x.all && c.Annotations[takesScript] != "" {
				return usagef("--all is for the catalog, and %s takes a script: leave it out, or type %s explore --all", c.CommandPath(), a.self)
			}
			if x.all {
				return a.exploreAll(c, args, x)
			}
			p, properties, err := a.program(c, args, x.params)
			if err != nil {
				return err
			}
			if err := checkpointable(x.checkpoint); err != nil {
				return err
			}
			return a.explore(c.Context(), p, x.options(properties), x)
		},
	}
	x.addTo(c, sim.Anytime, searchStrategy(), exploreSteps)
	a.completeParam(c)
	x.executions.most, x.workers = math.MaxInt32, countValue{runtime.GOMAXPROCS(0), mostWorkers}
	f := c.Flags()
	f.Var(&x.executions, "executions", "end after so many executions")
	f.Var(&x.budget, "budget", "end after this time, such as 30s or 5m")
	f.Lookup("budget").DefValue = "8s if nothing else ends it"
	f.Var(textValue{&x.checkpoint, nameFile}, "checkpoint", "file from which the same search goes on if it was interrupted")
	f.BoolVar(&x.all, "all", false, "search every scenario, and compare what is found with what the catalog expects")
	f.BoolVar(&x.first, "first", false, "end at the first failure")
	f.Var(&x.workers, "workers", "executions at the same time")
	f.Lookup("workers").DefValue = "number of cores"
	x.shared.addTo(c)
	f.BoolVar(&x.require, "require-exhaustive", false, "exit with 4 if the search ends before it has tried everything")
	x.out.addTo(c)
	return c
}

// options are those of the search.
func (x *exploration) options(properties []sim.Property) scheduler.Options {
	o := scheduler.Options{
		Config: x.config(exploreSteps), Properties: properties, Strategy: string(x.strategy), Seed: uint64(x.seed),
		Executions: x.executions.n, Budget: time.Duration(x.budget), First: x.first, Workers: x.workers.n,
		Checkpoint: x.checkpoint,
	}
	if o.Strategy == "" {
		o.Strategy = searchStrategy()
	}
	proves := x.shared.wanted() && o.Strategy == "auto" // that is what a cluster is for
	if o.Executions == 0 && o.Budget == 0 && !endsByItself(o.Strategy) && !proves {
		o.Budget = exploreBudget
	}
	if !shareable(o.Strategy) {
		o.Workers = 1
	}
	o.Config.Fingerprint = true
	return o
}

// carryOut carries out a search, here or in a cluster. It returns what there is to say of it, except what it did not look at.
func (a *app) carryOut(ctx context.Context, p sim.Program, o scheduler.Options, x *exploration) (*search, error) {
	o.Watchdog = a.watchdog
	by := plural(o.Workers, "worker")
	var part *shared
	script := a.scriptOf(p)
	if x.shared.wanted() {
		if script != nil {
			script.Rest() // while the workers of the cluster execute, which may be on this machine
		}
		var err error
		if ctx, part, err = a.share(ctx, p, &o, x); err != nil {
			return nil, err
		}
		by = "in the cluster as " + part.name
	}
	var introduction sync.Once // when the search is under way: what is wrong with the options is all that is printed
	introduce := func() {
		introduction.Do(func() {
			if part != nil && part.said != "" {
				a.logLine(part.said)
			}
			if !x.out.json {
				a.writeIntroduction(p, o, by)
			}
		})
	}
	shown := a.startProgress(x.out, o.Budget)
	if part != nil {
		shown.lookAt(part.coordinator)
	}
	o.Progress = func(now scheduler.Progress) {
		introduce()
		shown.update(now)
	}
	r, err := scheduler.Explore(ctx, p, o)
	shown.stop()
	s := &search{Report: r, options: o}
	if part != nil {
		s.sharedAs, s.options.Workers = part.name, part.coordinator.Slots()
		if closed := part.end(r); err == nil {
			err = closed
		}
	}
	if err != nil && part != nil && !errors.As(err, new(*sim.StuckError)) {
		return nil, clusterError(err)
	}
	if err != nil {
		return nil, stuck(err)
	}
	introduce()
	s.interrupted = ctx.Err() != nil && !r.Exhausted
	if script != nil {
		s.forks = script.Forked() || part != nil // of what others have executed that is not known
	}
	s.elsewhere, err = a.settle(ctx, p, o, r)
	return s, err
}

// explore searches and prints what was found.
func (a *app) explore(ctx context.Context, p sim.Program, o scheduler.Options, x *exploration) error {
	s, err := a.carryOut(ctx, p, o, x)
	if err != nil {
		return err
	}
	r := s.Report
	if len(r.Findings) == 0 && !s.interrupted {
		if s.unchecked, s.alone, err = a.uncheckedBy(p, s.options); err != nil {
			return err
		}
	}
	if x.out.json {
		if err := a.writeJSON(a.exploreJSON(s)); err != nil {
			return err
		}
	} else {
		a.writeReportOfSearch(s, x.out)
	}
	switch {
	case r.Unsaved != nil: // the result was printed all the same
		return usagef("%v; make room or name another file, the search is not saved", r.Unsaved)
	case r.Verdict() == sim.Failed:
		return &exit{code: exitFailed}
	case r.CutShort() && !s.interrupted:
		return &exit{exitBudget, "no execution came to its end: " + s.cutOff()}
	case x.require && !r.Exhausted:
		return &exit{exitBudget, "the search ended before it had tried everything: " + s.reason()}
	}
	return nil
}

// checkpointable is the error for a file of --checkpoint that cannot be written: better now than after a long search.
func checkpointable(file string) error {
	if file == "" {
		return nil
	}
	if err := replacefile.Replaceable(file); err != nil {
		return usagef("checkpoint %s cannot be written: %v; name another file", file, err)
	}
	return nil
}
