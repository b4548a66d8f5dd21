package cli

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"simrun/python"
	"simrun/python/hang"
	"simrun/scheduler"
	"simrun/sim"
)

// hangBudget is the default budget of hang.
const hangBudget = 30 * time.Second

const hangLong = `Hang takes the dump of a process that hangs, and looks for a schedule that ends
like that: no thread can go on, and they stand at the lines of the dump. Or it
proves that there is none. If it can do neither, it says so.

The dump is a file with what "py-spy dump", faulthandler.dump_traceback or
traceback.print_stack, for each frame of sys._current_frames(), print; "-" reads
stdin. It must have all threads. For each the innermost line in a file of the
script's folder is compared, and not its name: main and workers may change
places. A thread that is in code of the library alone, as an idle worker of a
pool is, stands at no line.

A thread that waits with a timeout, or goes round a loop, is not blocked for
good, so a process with one hangs, if at all, in another way than hang looks
for. The dump must be of the same files, and of the same Python version, because
versions differ in the line at which a call over several lines stands.

The exit code is 0 if the hang is possible, 1 if it is proved that it is not, 4
if the search ended before that, and 2 if the dump is not one of this script.
With --json it prints one object: possible (null if that is not known),
exhausted, executions, lines[] (where the threads of the dump stand), token (of
a schedule that ends so, or empty), others[] (the lines of other ways to hang
that the search met).`

// hanging are the flags of hang.
type hanging struct {
	exploration
	dump  string
	lines []hang.Line
	look  *hang.Search
}

// hangCommand finds out how a script came to hang.
func (a *app) hangCommand() *cobra.Command {
	x := &hanging{}
	c := &cobra.Command{
		Use:     "hang DUMP SCRIPT [ARGUMENT...]",
		Short:   "Find the schedule that ends as the dump of a process that hangs, or prove that there is none",
		Long:    hangLong,
		Example: "  py-spy dump --pid 4711 > dump.txt; simrun python hang dump.txt script.py\n  simrun python hang --budget 5m - script.py < dump.txt",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usagef("%s takes a dump and a script, but was given %s; see %s --help", c.CommandPath(), plural(len(args), "argument"), c.CommandPath())
			}
			text, where, err := a.readText(args[0], "dump", "what py-spy dump or faulthandler print")
			if err != nil {
				return err
			}
			dump, err := hang.Parse(text)
			if err != nil {
				return usagef("%s: %v", where, err)
			}
			x.dump, x.first = where, true
			s, err := a.scriptWith(c, args[1:], hangsOnly)
			if err != nil {
				return err
			}
			if err := x.takeLines(dump, s, args[1]); err != nil {
				return err
			}
			return a.hang(c.Context(), s.Program(), x)
		},
	}
	x.addTo(c, sim.Anytime, searchStrategy(), exploreSteps)
	x.executions.most, x.workers = math.MaxInt32, countValue{runtime.GOMAXPROCS(0), mostWorkers}
	f := c.Flags()
	f.Var(&x.executions, "executions", "end after so many executions")
	f.Var(&x.budget, "budget", "end after this time, such as 30s or 5m")
	f.Lookup("budget").DefValue = hangBudget.String()
	f.Var(&x.workers, "workers", "executions at the same time")
	f.Lookup("workers").DefValue = "number of cores"
	x.out.addTo(c)
	return c
}

// hangsOnly has the search look for what the dump is compared with.
func hangsOnly(_ *cobra.Command, o *python.Options, _ string) error {
	if o.Test != "" {
		return usagef("hang takes a script: a dump of pytest is one of all its tests")
	}
	o.Hangs = true
	return nil
}

// takeLines finds the lines of the script at which the threads of the dump stand.
func (x *hanging) takeLines(dump hang.Dump, s *python.Script, script string) error {
	x.lines = dump.Lines(s.Files())
	x.look = hang.NewSearch(x.lines, s.Own)
	known := false
	for _, l := range x.lines {
		if l.File == "" {
			continue
		}
		known = true
		data, err := os.ReadFile(filepath.Join(s.Folder(), filepath.FromSlash(l.File)))
		if n := strings.Count(string(data), "\n") + 1; err == nil && l.Number > n {
			return usagef("%s has a thread at %v, and the file has %s: it is the dump of another version of it", x.dump, l, plural(n, "line"))
		}
	}
	if !known {
		return usagef("no thread of %s stands in a file of %s (%s): want the dump of a process that runs it", x.dump, script, strings.Join(s.Files(), ", "))
	}
	return nil
}

// hang searches and prints what was found.
func (a *app) hang(ctx context.Context, p sim.Program, x *hanging) error {
	o := x.options([]sim.Property{x.look})
	if x.executions.n == 0 && x.budget == 0 {
		o.Budget = hangBudget
	}
	o.Watchdog = a.watchdog
	shown := a.startProgress(x.out, o.Budget)
	o.Progress = shown.update
	r, err := scheduler.Explore(ctx, p, o)
	shown.stop()
	if err != nil {
		return stuck(err)
	}
	s := &search{Report: r, options: o, interrupted: ctx.Err() != nil && !r.Exhausted, forks: a.scriptOf(p).Forked()}
	if s.elsewhere, err = a.settle(ctx, p, o, r); err != nil {
		return err
	}
	if x.out.json {
		if err := a.writeJSON(x.json(s)); err != nil {
			return err
		}
	} else {
		a.writeHang(s, x)
	}
	switch {
	case hangsSo(s):
		return nil
	case r.Exhausted:
		return &exit{code: exitFailed}
	}
	return &exit{exitBudget, "the search ended before it had tried everything: " + s.reason()}
}

// hangsSo says whether a search has found the hang. It ends at the first finding, which may be another failure, such as a crash.
func hangsSo(s *search) bool { return len(s.Findings) > 0 && s.Findings[0].Kind == "deadlock" }

// writeHang prints the result and, if there is one, the report of the schedule.
func (a *app) writeHang(s *search, x *hanging) {
	ink, took := a.ink(x.out), executionsIn(s.Executions, s.Elapsed)
	switch {
	case hangsSo(s):
		a.printf("%s: found after %s.\n\n", ink.good("This hang is possible"), took)
		a.writeReport(a.reported(s, s.Findings[0]), x.out)
		return
	case len(s.Findings) > 0:
		a.printf("%s: what the script does first is another failure, after %s.\n\n", ink.bad("No schedule was found that hangs so"), took)
		a.writeReport(a.reported(s, s.Findings[0]), x.out)
		return
	case s.Exhausted:
		a.printf("%s: %s, exhaustive.\n", ink.bad("No schedule hangs so"), took)
	default:
		a.printf("%s: %s, not exhaustive: %s.\n", ink.bad("No schedule was found that hangs so"), took, s.reason())
	}
	a.printf("The threads of %s stand at\n", x.dump)
	for _, l := range x.lines {
		a.printf("  %v\n", l)
	}
	others := x.look.Others()
	if len(others) > 0 {
		a.printf("It can hang otherwise, with threads at\n")
	}
	for i, lines := range others {
		if i == mostFindings && !x.out.verbose {
			a.printf("  %s\n", ink.faint(fmt.Sprintf("%s more, shown by --verbose", plural(len(others)-i, "way"))))
			break
		}
		a.printf("  %s\n", lines)
	}
	a.writeSearched(s.Program, s.Config)
}

// hangJSON is what hang prints with --json.
type hangJSON struct {
	Possible   *bool    `json:"possible"`
	Exhausted  bool     `json:"exhausted"`
	Executions int      `json:"executions"`
	Lines      []string `json:"lines"`
	Token      string   `json:"token"`
	Others     []string `json:"others"`
}

func (x *hanging) json(s *search) hangJSON {
	j := hangJSON{Exhausted: s.Exhausted, Executions: s.Executions, Others: x.look.Others()}
	for _, l := range x.lines {
		j.Lines = append(j.Lines, l.String())
	}
	possible := hangsSo(s)
	if possible || s.Exhausted {
		j.Possible = &possible
	}
	if possible {
		j.Token = s.Findings[0].Token.String()
	}
	return j
}
