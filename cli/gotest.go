package cli

import (
	"errors"
	"fmt"
	"math"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"simrun/gotest"
	asked "simrun/gotest/settings"
	"simrun/sim"
)

const gotestLong = `Gotest searches the schedules of unmodified Go tests. It is "go test" of the Go
that is installed (1.25 to 1.27, on Linux), with a layer under the runtime and
package sync: in a test, in dependencies and in Go's own library simrun decides
which goroutine goes on. Each test is searched by itself. One that fails shows
the smallest schedule, and the line that replays it.

Flags with two dashes that are listed here are simrun's, and one that looks like
them but is none is refused. All else is for go test: packages, -run, -v, -json,
-count, -short and others. The output and the exit code are go test's. -vet is
off, because go vet does not know the layer: run it apart. The first call builds
Go's library anew, which takes a minute.

A failure is a deadlock (the test blocks for ever), a panic, a fatal error of
package sync, t.Error and what goes by it, os.Exit, and a test that takes ten
minutes of its own time. With --leaks it is also a goroutine that is blocked for
ever when the test has returned, or goes on. Time is virtual: it passes while no
goroutine can go on. With --clock anytime a sleep or a timer may be over at any
point.

With --races it is also a data race: two accesses to memory by different
goroutines, at least one of them a write, that nothing puts in an order. Unlike
go test -race this needs no C compiler. It looks in the packages of all modules,
and in those of Go's library whose types need a lock to be shared, such as
bytes.Buffer: bufio, bytes, container, encoding/csv and json, maps, math/big and
rand, net/textproto, net/url, slices, sort, strings and text/tabwriter.

Goroutines change places at operations on channels and of packages sync and
sync/atomic, at go statements, sleeps and timers, at the functions of package os
on files, folders and the environment, at those of log and log/slog that read or
change what is set up there, at expvar's numbers and strings, where a log.Logger
of the program writes to what is not the screen, and before each call of
context, database/sql, expvar, html/template, io, log/slog, mime, net, net/http,
its cookiejar and httptest, net/rpc, net/textproto and text/template that comes
to a lock or an atomic. What other calls of Go's library do with those is part
of the step in which the program makes them.

Not seen are what Go's library does for itself, functions of sync/atomic on
uintptr, files used in other ways (os.Root), finalizers, what C does, the
network and processes. A test that waits for one of the last two, or for a
goroutine or a timer that was there before it, fails, and says so. A test that
does not do the same when it is repeated is named, and a failure counts only if
a new process shows it, too.

Package variables of the program are put back before each execution, with what
they point to and what closures keep, and so are the environment and the working
directory; those of Go's library are not. The clock of a test begins on a day in
2026, that of a bubble of testing/synctest with the year 2000. What init
functions and TestMain read is the millisecond before it, and goes on by what
they sleep. Files and folders that an execution makes are removed before the
next and at the end; if it changes one that was there, nothing is proved.
Parallel subtests run all side by side. Examples, benchmarks and fuzz targets
run as always, and -fuzz is refused.

Failures are kept in testdata/simrun beside the test, to be committed, and the
next run looks for them first: by the token, or, if the test was edited, by the
names of goroutines and operations, and near them. Nothing is kept in packages
of the module cache and of Go itself.`

// goTest are the flags of gotest.
type goTest struct {
	seed       seedValue
	strategy   strategyValue
	executions countValue
	steps      countValue
	budget     budgetValue
	clock      wordValue
	leaks      bool
	races      bool
	exhaustive bool
	inputs     countValue
	replay     string
	noStore    bool
	print      bool
}

// Defaults of gotest: of each test.
const (
	goTestExecutions = 10_000
	goTestBudget     = "5s"
)

// goTestCommand runs go test with an overlay.
func (a *app) goTestCommand() *cobra.Command {
	var o goTest
	c := &cobra.Command{
		Use:   "gotest [flags] [packages] [flags of go test]",
		Short: "Search the schedules of Go tests for failures",
		Long:  gotestLong,
		Example: "  simrun gotest ./...\n  simrun gotest --leaks ./pool -run TestClose -v\n" +
			"  simrun gotest --replay s1.Dmdv… example.com/pool -run '^TestClose$'",
		DisableFlagParsing: true, // most flags are go test's
		RunE: func(c *cobra.Command, args []string) error {
			own, rest := splitFlags(c.Flags(), args)
			if err := mistyped(c, rest); err != nil {
				return err
			}
			if err := c.Flags().Parse(own); err != nil {
				return flagError(c, err)
			}
			if help, err := c.Flags().GetBool("help"); err == nil && help {
				return c.Help()
			}
			return a.goTest(c, o, rest)
		},
	}
	o.executions.most, o.steps.most, o.inputs.most = math.MaxInt32, math.MaxInt32, 1<<16
	o.clock = wordValue{"", clocks()}
	f := c.Flags()
	f.SortFlags = false
	f.Var(&o.seed, "seed", "seed of the schedules and of the random numbers of the tests")
	f.Var(&o.strategy, "strategy", "who decides the choices (simrun strategies lists them)")
	f.Var(&o.executions, "executions", "end the search of a test after so many; a tenth with -short")
	f.Var(&o.budget, "budget", "end the search of a test after so long")
	f.Var(&o.steps, "steps", "limit for the steps of one execution")
	f.Var(&o.clock, "clock", "when a sleep or timer is over: virtual (in its time) or anytime")
	f.BoolVar(&o.leaks, "leaks", false, "fail where a goroutine is blocked for ever after the test")
	f.BoolVar(&o.races, "races", false, "look for data races in modules and some packages of Go's library")
	f.Var(&o.inputs, "inputs", "try so many seeds of the random numbers of the tests, as part of the schedule")
	f.BoolVar(&o.exhaustive, "exhaustive", false, "fail where the search ends before it has tried everything")
	f.StringVar(&o.replay, "replay", "", "replay this token, in the package and test that its line names")
	f.BoolVar(&o.noStore, "no-store", false, "keep no failure, and look for none that is kept")
	f.BoolVar(&o.print, "fingerprint", false, "say a number of what the executions did: equal if two runs did the same")
	f.Lookup("strategy").DefValue = "auto"
	f.Lookup("executions").DefValue = fmt.Sprint(goTestExecutions)
	f.Lookup("budget").DefValue = goTestBudget
	f.Lookup("inputs").DefValue = "1"
	f.Lookup("steps").DefValue = fmt.Sprintf("%d, or twice what the test needs", asked.DefaultSteps)
	f.Lookup("clock").DefValue = "virtual"
	complete(c, "strategy", strategyNames())
	complete(c, "clock", o.clock.allowed)
	return c
}

// splitFlags tells the command's own flags from the rest, which is for go test.
func splitFlags(known *pflag.FlagSet, args []string) (own, rest []string) {
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "--")
		name, _, valued := strings.Cut(name, "=")
		f := known.Lookup(name)
		switch {
		case args[i] == "-args" || args[i] == "--args":
			return own, append(rest, args[i:]...)
		case args[i] == "-h" || args[i] == "--help":
			own = append(own, "--help")
		case !isFlag || f == nil:
			rest = append(rest, args[i])
		default:
			own = append(own, args[i])
			if !valued && f.NoOptDefVal == "" && i+1 < len(args) {
				i++
				own = append(own, args[i])
			}
		}
	}
	return own, rest
}

// alike are flags of go test that are nearly flags of gotest, or of another command.
var alike = []string{"c", "exec", "json", "n", "overlay", "race", "trace"}

// mistyped refuses an argument with two dashes that is nearly one of the command's flags. go test does not know it, and would hand it and
// all arguments behind it to the tests. Whoever means a flag of the tests writes it with one dash, or behind -args.
func mistyped(c *cobra.Command, args []string) error {
	for _, arg := range args {
		name, isFlag := strings.CutPrefix(arg, "--")
		name, _, _ = strings.Cut(name, "=")
		switch {
		case arg == "-args" || arg == "--args":
			return nil
		case !isFlag || slices.Contains(alike, name):
		case hint(c, "--"+name) != "":
			return usagef("unknown flag --%s%s; a flag of the tests has one dash: -%[1]s", name, hint(c, "--"+name))
		}
	}
	return nil
}

// goTest makes the overlay and runs go test.
func (a *app) goTest(c *cobra.Command, o goTest, args []string) error {
	if err := refused(args); err != nil {
		return err
	}
	t, err := gotest.FindToolchain()
	if err != nil {
		return usagef("%v", err)
	}
	params, err := replayable(o.replay, t.GOVERSION)
	if err != nil {
		return err
	}
	s, err := o.settings(a.self, args, t)
	if err != nil {
		return err
	}
	s.Take(params)
	overlay, err := gotest.Make(t)
	if err != nil {
		return usagef("%v", err)
	}
	if err := a.stdout.Flush(); err != nil {
		return usagef("cannot write the result: %v", err)
	}
	cmd, clean, err := overlay.Command(c.Context(), s, args)
	if err != nil {
		return usagef("%v", err)
	}
	defer clean()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.stdin, a.stdout, a.stderr
	if a.out != nil {
		cmd.Stdout = a.out // go test asks whether it is a terminal
	}
	var failed *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &failed):
		return &exit{max(failed.ExitCode(), 1), ""}
	case err != nil:
		return usagef("go test: %v", err)
	}
	return nil
}

// refused are flags of go test that go against the overlay.
func refused(args []string) error {
	if gotest.Given(args, "overlay") {
		return usagef("-overlay does not go with simrun gotest, which has an overlay of its own")
	}
	if gotest.Given(args, "fuzz") {
		return usagef("-fuzz does not go with simrun gotest, which searches schedules and not inputs: run go test -fuzz apart")
	}
	for _, name := range []string{"race", "msan", "asan"} {
		if gotest.Given(args, name) {
			return usagef("-%s does not go with simrun gotest, which takes the place of the runtime that it needs: run go test -%s apart", name, name)
		}
	}
	return nil
}

// replayable is what a token says of the settings. It refuses one that is no test's, or of another version of Go, whose library
// comes to other operations.
func replayable(text, version string) ([]sim.Param, error) {
	if text == "" {
		return nil, nil
	}
	token, err := sim.ParseToken(text)
	if err != nil {
		return nil, usagef("--replay: %v", err)
	}
	if !strings.HasPrefix(token.Scenario, asked.Prefix) {
		return nil, usagef("--replay: the token is of %s, which is no Go test: simrun replay takes it", token.Scenario)
	}
	for _, p := range token.Params {
		if p.Name == "go" && p.Value != version {
			return nil, usagef("--replay: the token was made with %s, and this is %s: GOTOOLCHAIN=%[1]s replays it", p.Value, version)
		}
	}
	return token.Params, nil
}

// settings are the flags as the test binaries take them.
func (o goTest) settings(self string, args []string, t *gotest.Toolchain) (asked.Settings, error) {
	library, err := t.Library()
	if err != nil {
		return asked.Settings{}, usagef("%v", err)
	}
	s := asked.Settings{
		Strategy: string(o.strategy), Seed: uint64(o.seed), Executions: o.executions.n, Budget: orDefault(o.budget), Steps: o.steps.n,
		Clock: o.clock.word, Leaks: o.leaks, Races: o.races, Inputs: o.inputs.n, Exhaustive: o.exhaustive, Replay: o.replay,
		Print: o.print, NoStore: o.noStore, Foreign: []string{t.GOROOT, t.GOMODCACHE}, Self: self, Version: t.GOVERSION, Library: library,
	}
	if s.Executions == 0 {
		s.Executions = goTestExecutions
		for _, arg := range args {
			if arg == "-short" || arg == "--short" || arg == "-short=true" || arg == "-test.short" {
				s.Executions /= 10
			}
		}
	}
	return s, nil
}

// orDefault is the budget of a test.
func orDefault(b budgetValue) time.Duration {
	if b == 0 {
		if err := b.Set(goTestBudget); err != nil {
			panic(err) // it is a constant
		}
	}
	return time.Duration(b)
}
