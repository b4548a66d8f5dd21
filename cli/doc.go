// Package cli is the command simrun, over any catalog of programs: it runs them under a scheduler of its own, searches their
// schedules, and replays what it found. [Main] makes a command of one's own of it.
//
// # Words
//
// An entry of the catalog is a program with a name and parameters; see [catalog.Entry]. On the command line it is called a
// scenario.
//
// # Guarantee
//
// Results go to stdout and everything about the search under way to stderr. The seed is printed first, and last the line
// that replays what was found; it can be pasted where the command was called, also under go run. The exit code is 0 if
// there was no failure, 1 if there was one, 2 for wrong usage or input, 3 if a replay diverged, 4 if the search ended
// before it had tried everything and --require-exhaustive was given, or --steps cut short the one execution or each of a search,
// and 128 and the number of the signal that ended the command.
//
// # Limits
//
// A token names its program. It replays with every command whose catalog has the same program under this name, and says
// so if it is another one; it does not hold the program.
package cli

import (
	"os"

	"simrun/properties/catalog"
)

// Main carries out the command line of the process over the programs given and returns the exit code. The help and the
// errors speak of the command by the name of its binary. The first entry is what is run if none is named; an entry must
// not have the name of a subcommand, such as run. The programs of simrun itself are [catalog.All].
//
//	func main() { os.Exit(cli.Main(entries...)) }
//
// A catalog that cannot be offered, because two entries have one name, say, is an error as wrong usage is: one line
// on stderr, and the exit code 2.
//
// Programs that are not simrun's run in a process of their own, so that one that calls os.Exit is told from one without a failure.
func Main(entries ...catalog.Entry) int {
	if os.Getenv(lookedAfter) == "" && mayExit(entries) {
		return lookAfter()
	}
	over := atTheEnd()
	defer over()
	collectLater()
	return newApp(os.Args[0], entries, os.Stdin, os.Stdout, os.Stderr).run(os.Args[1:])
}
