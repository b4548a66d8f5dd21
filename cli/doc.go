// Package cli is the command simrun: it runs programs of a catalog under a scheduler of its own, searches their
// schedules, and replays what it found.
//
// Results go to stdout and everything about the search under way to stderr. The seed is printed first, and last the line
// that replays what was found. The exit code is 0 if there was no failure, 1 if there was one, 2 for wrong usage or
// input, 3 if a replay diverged, and 4 if the search ended before it had tried everything and --require-exhaustive was
// given.
package cli

import "os"

// Main carries out the command line of the process and returns the exit code.
func Main() int { return run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr) }
