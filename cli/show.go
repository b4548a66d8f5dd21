package cli

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/charmbracelet/x/term"

	"simrun/python"
	"simrun/report"
	"simrun/sim"
)

// show prints an execution, and returns what the exit code says of it.
func (a *app) show(e *execution, out output) error {
	if out.json {
		if err := a.writeJSON(a.executionJSON(e)); err != nil {
			return err
		}
	} else {
		a.writeExecution(e, out)
	}
	if e.diverged != nil {
		return a.divergence(e)
	}
	switch {
	case e.verdict == sim.Failed:
		return &exit{code: exitFailed}
	case e.end == sim.StepLimit:
		return &exit{exitBudget, "the execution was cut short by " + cutBy(e)}
	}
	return nil
}

// cutBy is what cut an execution short, and the remedy.
func cutBy(e *execution) string {
	if forked(e) {
		return "a fork, behind which nothing is executed"
	}
	return fmt.Sprintf("the limit of %s; --steps N allows more", plural(e.cfg.MaxSteps, "step"))
}

// forked says whether a script has forked beside threads, which ends an execution as the limit of steps does, only before it.
func forked(e *execution) bool { return e.end == sim.StepLimit && e.steps < e.cfg.MaxSteps }

// writeExecution prints the seed, the log, how the execution ended, and last the line that replays it.
func (a *app) writeExecution(e *execution, out output) {
	ink := a.ink(out)
	a.printf("seed %d\n", e.cfg.Seed)
	for _, l := range e.log {
		a.printf("%s\n", l.text)
	}
	a.printf("\n")
	if e.diverged != nil {
		a.printf("%s\n", ink.bad(fmt.Sprintf("given up after %s", plural(e.steps, "step"))))
		return
	}
	a.printf("%s\n", ending(e))
	if len(e.failures) == 0 {
		if out.verbose && e.trace != nil {
			a.printf("\n")
			a.writeFinding(noFailure(e), e, out)
			return
		}
		a.printf("replay with: %s\n", a.replayLine(e))
		return
	}
	for _, f := range e.failures[1:] {
		a.printf("%s: %s\n", ink.bad("also "+f.Kind), f.Message)
	}
	a.printf("\n")
	f := e.failures[0]
	a.writeFinding(report.Finding{Scenario: python.Title(e.program), Kind: f.Kind, Message: f.Message, Where: f.Where}, e, out)
}

// noFailure is an execution that does not fail, in place of a failure of it.
func noFailure(e *execution) report.Finding {
	f := report.Finding{Scenario: python.Title(e.program), Kind: report.Passed}
	if e.verdict == sim.Inconclusive {
		f.Kind, f.Message = report.CutShort, "It did not come to its end, which says nothing about the program."
	}
	return f
}

// writeFinding has package report show a failure of the execution. Its last line is the one that replays it.
func (a *app) writeFinding(f report.Finding, e *execution, out output) {
	a.writeReport(a.described(f, e), out)
}

// described adds to a finding what the execution shows.
func (a *app) described(f report.Finding, e *execution) report.Finding {
	f.Token, f.Seed, f.Steps, f.Preemptions = e.token.String(), e.cfg.Seed, e.steps, e.preemptions
	f.Fewest = e.verdict == sim.Failed && e.preemptions == 0 // which takes no search
	f.Trace = report.WithLines(e.trace)
	f.ReplayLine = a.replayLine(e)
	if c := e.compared; c != nil {
		f.Passing, f.Why, f.Likely = report.WithLines(c.Passing), c.Why, c.LikelyText()
	}
	return f
}

// writeReport prints a finding, its title in colour.
func (a *app) writeReport(f report.Finding, out output) {
	w := &titleWriter{w: a.stdout, ink: a.ink(out)}
	// What goes wrong on stdout shows when it is flushed.
	_ = report.Text(w, f, report.Options{Verbose: out.verbose, Width: a.columns()})
}

// columns are those of the terminal: what COLUMNS says, or what stdout is; 0 if neither is known.
func (a *app) columns() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if a.out == nil || !a.terminal {
		return 0
	}
	n, _, err := term.GetSize(a.out.Fd())
	if err != nil {
		return 0
	}
	return n
}

// ending says how an execution ended.
func ending(e *execution) string {
	end := e.end.String()
	if forked(e) {
		end = "cut short by " + cutBy(e) + ","
	}
	text := fmt.Sprintf("%s after %s, %s, at %v of virtual time", end, plural(e.steps, "step"),
		plural(e.preemptions, "preemption"), e.now.Round(100*time.Microsecond))
	switch {
	case forked(e):
		text += "; that says nothing about the program"
	case e.end == sim.StepLimit:
		text += "; that says nothing about the program, --steps N allows more"
	case e.exitCode != 0:
		text += fmt.Sprintf("; exit code %d", e.exitCode)
	}
	if len(e.observed) > 0 {
		text += ": " + paramText(e.observed)
	}
	return text
}

// executionsIn is how many executions a search had, and how long it took.
func executionsIn(executions int, long time.Duration) string {
	const shortest = 10 * time.Millisecond // what is less says more of the machine than of the search
	if long < shortest {
		return plural(executions, "execution") + " in less than " + shortest.String()
	}
	return plural(executions, "execution") + " in " + long.Round(shortest).String()
}

// plural is "1 step" or "2 steps".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return thousands(n) + " " + what + "s"
}

// replayLine is the command that replays the execution. A limit that matters to how it ends is part of it.
func (a *app) replayLine(e *execution) string {
	line := a.self + " replay " + e.token.String()
	if e.end != sim.StepLimit && e.steps > sim.DefaultMaxSteps {
		line += fmt.Sprintf(" --steps %d", e.cfg.MaxSteps)
	}
	return line + livelockFlag(e.cfg.Livelock, e.steps, e.end == sim.Livelock)
}

// livelockFlag is the flag with which a replay ends as an execution of so many steps did that had this limit: if that was a livelock by another
// limit than the default, or was behind what would be one by the default.
func livelockFlag(limit, steps int, livelock bool) string {
	patient := limit < 0 || limit > sim.DefaultLivelock
	switch {
	case limit == 0 || limit == sim.DefaultLivelock || !livelock && !(patient && steps >= sim.DefaultLivelock):
		return ""
	case limit < 0:
		limit = steps + 1
	}
	return fmt.Sprintf(" --livelock %d", limit)
}
