package cli

import (
	"errors"
	"fmt"

	"simrun/report"
)

// The exit codes of the command.
const (
	exitPassed   = 0
	exitFailed   = 1
	exitUsage    = 2
	exitDiverged = 3
	exitBudget   = 4
)

// exit is the error of a command that ends with a code other than 0, with what it prints on stderr.
type exit struct {
	code int
	text string // one line; empty if stdout says it
}

func (e *exit) Error() string { return e.text }

// usagef is the error for wrong usage or input. It names the remedy.
func usagef(format string, args ...any) error { return &exit{exitUsage, fmt.Sprintf(format, args...)} }

// exitCode says on stderr what went wrong, in one line, and returns the code. An error of unknown origin is about the
// command line: cobra makes some.
func (a *app) exitCode(err error) int {
	if err == nil {
		return exitPassed
	}
	code := exitUsage
	var e *exit
	if errors.As(err, &e) {
		code = e.code
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(a.stderr, a.name+": "+report.Plain(text))
	}
	return code
}
