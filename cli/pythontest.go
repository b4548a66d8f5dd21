package cli

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/stored"
	"simrun/sim"
)

const pythonTestLong = `Test searches the schedules of one test of pytest's, as "pytest --simrun" does
for each test that starts a thread. The test is named as pytest names it; what
stands behind it are options for pytest. Those of the configuration (addopts)
are not used.

First it looks for the failures that it has found before, which are kept in the
folder testdata/simrun beside the test's file. Then it searches, up to
--executions. A sleep may be over at any point. Most timeouts are there for a
test that hangs: an execution in which one is over while something else could
happen is not judged. If there were any, as many executions follow under a
virtual clock, on which each step takes a millisecond. With --clock there is
that clock alone.

Each execution is a fork of a process that has loaded the test and set up its
fixtures of a wider scope than the test's own. It sets up the others, runs the
test and tears them down. A failure is an exception of the test or of a thread,
a deadlock, or a lost message. The first failure is shown, with the line that
replays it, and kept.

The exit code is 0 if no failure was found, 1 if one was, 4 with
--require-exhaustive if the search ended before it had tried everything, and 2
if the test cannot be searched.`

// Defaults of the search of a test.
const (
	pythonTestExecutions = 200
	pythonTestStepCost   = time.Millisecond
)

// pythonTest is the search of a test.
type pythonTest struct {
	a          *app
	seed       seedValue
	strategy   strategyValue
	executions countValue
	steps      countValue
	clock      wordValue
	require    bool
	noStore    bool
	options    python.Options
	path, test string
	args       []string
}

// pythonTestCommand searches one test.
func (a *app) pythonTestCommand() *cobra.Command {
	t := &pythonTest{a: a, clock: wordValue{"", clocks()}}
	c := &cobra.Command{
		Use:     "test FILE::TEST [OPTION OF PYTEST...]",
		Short:   "Search the schedules of a test of pytest's for failures",
		Long:    pythonTestLong,
		Example: "  simrun python test tests/test_pool.py::test_close\n  simrun python test --executions 1000 'tests/test_pool.py::TestPool::test_close[3]'",
		RunE: func(c *cobra.Command, args []string) error {
			var err error
			if t.options, err = scriptOptions(c); err != nil {
				return err
			}
			if len(args) == 0 || !strings.Contains(args[0], "::") {
				return usagef("%s takes a test, such as tests/test_pool.py::test_close; pytest --collect-only -q lists them", c.CommandPath())
			}
			t.path, t.test, _ = strings.Cut(args[0], "::")
			t.args = args[1:]
			return t.run(c.Context())
		},
	}
	t.executions.most, t.steps.most = math.MaxInt32, math.MaxInt32
	f := c.Flags()
	f.SortFlags = false
	f.Var(&t.seed, "seed", "seed of the schedules and of the test's random numbers")
	f.Var(&t.strategy, "strategy", "who decides the choices (simrun strategies lists them)")
	f.Var(&t.executions, "executions", "end after so many executions")
	f.Var(&t.steps, "steps", "limit for the steps of one execution")
	f.Var(&t.clock, "clock", "when a sleep or timeout is over: virtual (in its time) or anytime")
	f.BoolVar(&t.require, "require-exhaustive", false, "exit with 4 if the search ends before it has tried everything")
	f.BoolVar(&t.noStore, "no-store", false, "keep no failure, and look for none that is kept")
	f.Lookup("strategy").DefValue = "auto"
	f.Lookup("executions").DefValue = fmt.Sprint(pythonTestExecutions)
	f.Lookup("steps").DefValue = fmt.Sprint(exploreSteps)
	f.Lookup("clock").DefValue = "see above"
	complete(c, "strategy", strategyNames())
	complete(c, "clock", t.clock.allowed)
	return c
}

// run looks for what is kept, and then searches.
func (t *pythonTest) run(ctx context.Context) error {
	if found, err := t.recheck(ctx); found || err != nil {
		return err
	}
	t.options.Test = t.test
	s, err := t.a.openScript(t.options, t.path, t.args)
	if err != nil {
		return err
	}
	var executions, truncated int
	for _, patient := range t.clocks() {
		if patient == virtually && executions > 0 && s.Hasty() == 0 {
			break
		}
		r, err := t.search(ctx, s, patient)
		if err != nil {
			return err
		}
		executions, truncated = executions+r.Executions, truncated+r.Truncated
		switch {
		case len(r.Findings) > 0:
			t.a.printf("simrun: %s found in %s\n", plural(len(r.Findings), "failure"), plural(executions, "execution"))
			return t.fail(s, r, r.Findings[0])
		case r.Exhausted && s.Hasty() == 0:
			t.a.printf("simrun: there is no failure: every schedule was tried, in %s\n", plural(executions, "execution"))
			return nil
		case r.Sharing != nil:
			t.a.printf("simrun: no failure found in %s, and nothing can be proved: %s\n", plural(executions, "execution"), report.Plain(r.Sharing.Message))
			return t.notExhaustive()
		}
	}
	cut := "cut short by the limit of " + plural(t.subject(s, virtually).Config.MaxSteps, "step")
	if s.Forked() {
		cut += " or at a fork"
	}
	switch truncated {
	case executions: // it did not pass
		return usagef("the test cannot be searched: each of its %s was %s: a larger --steps or a smaller test may allow it", plural(executions, "execution"), cut)
	case 0:
		t.a.printf("simrun: no failure found in %s\n", plural(executions, "execution"))
	default:
		t.a.printf("simrun: no failure found in %s, %s of them %s\n", plural(executions, "execution"), thousands(truncated), cut)
	}
	return t.notExhaustive()
}

// notExhaustive is the end of a search that has not tried everything.
func (t *pythonTest) notExhaustive() error {
	if t.require {
		return &exit{exitBudget, "the search ended before it had tried everything: more --executions or a smaller test may allow it"}
	}
	return nil
}

// How time passes in a search.
type passing uint8

const (
	patiently passing = iota // at any point, but for timeouts
	virtually
	anytime
)

// clocks are the searches.
func (t *pythonTest) clocks() []passing {
	switch t.clock.word {
	case sim.Virtual.String():
		return []passing{virtually}
	case sim.Anytime.String():
		return []passing{anytime}
	}
	return []passing{patiently, virtually}
}

// subject is how a test is executed in a search.
func (t *pythonTest) subject(s *python.Script, time passing) scheduler.Options {
	o := scheduler.Options{
		Config:     sim.Config{Switching: s.Switching(), Clock: sim.Anytime, Seed: uint64(t.seed), MaxSteps: t.steps.n, Fingerprint: true},
		Properties: scriptProperties(), Strategy: string(t.strategy), Seed: uint64(t.seed), Executions: t.executions.n, First: true, Workers: 1,
		Watchdog: t.a.watchdog,
	}
	if time == virtually {
		o.Config.Clock, o.Config.StepCost = sim.Virtual, pythonTestStepCost
	}
	if time == patiently {
		for i, p := range o.Properties {
			o.Properties[i] = s.Patient(p)
		}
	}
	if o.Config.MaxSteps == 0 {
		o.Config.MaxSteps = exploreSteps
	}
	if o.Executions == 0 {
		o.Executions = pythonTestExecutions
	}
	if o.Strategy == "" {
		o.Strategy = "auto"
	}
	return o
}

// search looks for a failure.
func (t *pythonTest) search(ctx context.Context, s *python.Script, time passing) (*search, error) {
	o := t.subject(s, time)
	p := s.Program()
	r, err := scheduler.Explore(ctx, p, o)
	if err != nil {
		return nil, stuck(err)
	}
	if ctx.Err() != nil && !r.Exhausted && len(r.Findings) == 0 {
		return nil, usagef("the search was interrupted")
	}
	also, err := t.a.settle(ctx, p, o, r)
	if time == patiently && s.Hasty() > 0 { // of those schedules nothing is proved
		also = nil
	}
	return &search{Report: r, options: o, elsewhere: also}, err
}

// fail shows a failure and keeps it.
func (t *pythonTest) fail(s *python.Script, r *search, f *scheduler.Finding) error {
	if !t.noStore {
		t.keep(s, r.options, f)
	}
	t.show(r, f)
	return &exit{code: exitFailed}
}

// show prints a failure.
func (t *pythonTest) show(r *search, f *scheduler.Finding) {
	t.a.printf("\n")
	t.a.writeReport(t.a.reported(r, f), output{color: wordValue{word: "never"}})
}

// folder is where the failures of the test are kept.
func (t *pythonTest) folder() string {
	return stored.Folder(filepath.Dir(t.path), filepath.Base(t.path)+"::"+t.test)
}
