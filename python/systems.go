package python

import "errors"

// errNoFork says what is not there on Windows, and what is.
var errNoFork = errors.New("simrun executes Python on systems with fork only, and Windows has none: call it in WSL, a container or on Linux or macOS; " +
	"explore, run and replay of scenarios need no fork")

// Runs says whether scripts and tests can be executed on a system, as Go names it; the error is one line.
func Runs(system string) error {
	if system == "windows" {
		return errNoFork
	}
	return nil
}
