// Package conformance decides small programs by trying every schedule: what must, may and cannot happen. The models of
// simrun are held to CPython by it; with it a model of one's own, or a class that is built from them, is held to what it
// should do.
//
// # Words
//
// A case is a program and what is expected of it. The program says what it saw, in an [Out]; together with how the
// execution ended, its uncaught exceptions and, if the case wants them, the lines of the log, that is its outcome, one
// line. "Every schedule" means that the outcome of each is among those named, "∃" that the outcome of at least one is, and
// "∄" that the outcome of none is.
//
// # Guarantee
//
// A case passes only if the search was exhaustive. A case that depth-first search decides is decided again by partial order
// reduction, which must find the same outcomes; some schedules are run twice, and must give the same trace.
//
// # Limits
//
// The search is not bounded by time, only by Case.Limit: keep the programs small. Import the package in tests only.
package conformance

import (
	"math/rand/v2"
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/sim"
)

// Case is one case. In its patterns * stands for any text.
type Case = conformance.Case

// Out collects what a program saw.
type Out = conformance.Out

// Pair is a program twice: with a model that takes few steps, and with one that takes all.
type Pair = conformance.Pair

// Sides are a program of [Words] on two kinds of T.
type Sides[T any] = conformance.Sides[T]

// CarryOn is the schedule in which a thread goes on as long as it can.
type CarryOn = conformance.CarryOn

// Run runs the cases as subtests with their IDs as names. It is for tests, as all of the package is.
func Run(t *testing.T, cases []Case) { conformance.Run(t, cases) }

// Search runs the program of the case under every schedule and returns the different outcomes, in the order of their
// first appearance, and the number of executions. It is for tests.
func Search(t *testing.T, c *Case) (outcomes []string, executions int) {
	return conformance.Search(t, c)
}

// Try calls f and returns the text of the exception that it panics with, or "ok". It is for tests.
func Try(f func()) string { return conformance.Try(f) }

// Start begins a thread that outcomes call by the name. It is for tests, and blocks as [thread.Thread.Start] does.
func Start(w *sim.World, name string, f func()) *thread.Thread { return conformance.Start(w, name, f) }

// Once executes a program once, under [CarryOn]. It is for tests.
func Once(main func(w *sim.World)) *sim.Execution { return conformance.Once(main) }

// Refine draws random programs and holds the outcomes of the model against those of the refinement: both must have the same.
// The flag -programs says how many; sample is the default. It is for tests.
func Refine(t *testing.T, sample int, draw func(r *rand.Rand, i int) Pair) {
	t.Helper()
	conformance.Refine(t, sample, draw)
}

// Words are a random program of 2 or 3 threads with up to 3 calls each: a word for each thread, a letter for each call.
// It is for tests.
func Words(r *rand.Rand, letters string) []string { return conformance.Words(r, letters) }

// Main is for TestMain of a package with cases: with it "go test -run LK17" runs the case LK17, although that is a
// subtest. It is for tests.
func Main(m *testing.M) { conformance.Main(m) }
