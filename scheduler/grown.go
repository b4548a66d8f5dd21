package scheduler

import (
	"errors"
	"slices"
	"time"

	"simrun/sim"
)

// grown says whether there is more to the program than the search has seen, and what it is then: the search has come to
// no end. What it has found ends it all the same if one finding is all that is wanted.
func (e *exploration) grown() (sim.Program, bool) {
	if e.program.Grown == nil || e.o.First && e.found.Load() > 0 {
		return sim.Program{}, false
	}
	return e.program.Grown()
}

// timeIsUp says whether the budget leaves no time for another search.
func (e *exploration) timeIsUp(start time.Time) bool {
	return e.o.Budget > 0 && time.Since(start) >= e.searchTime()
}

// memory is what executions have left behind in the program; nil if they do not.
func (e *exploration) memory() []string {
	if e.program.Memory == nil {
		return nil
	}
	return e.program.Memory.Words()
}

// remember notes what executions in other processes have left behind.
func (e *exploration) remember(words []string) {
	if e.program.Memory == nil || len(words) == 0 {
		return
	}
	all := append(e.program.Memory.Words(), words...)
	slices.Sort(all)
	e.program.Memory.Recall(slices.Compact(all))
}

// recall has the search be of the program as it was when executions had left these words behind.
func (e *exploration) recall(words []string) error {
	switch {
	case slices.Equal(words, e.begun) && slices.Equal(words, e.memory()):
	case e.program.Memory == nil:
		return errors.New("nothing is known of what this program leaves behind")
	default:
		e.program, e.begun = e.program.Memory.Recall(words), words
	}
	return nil
}

// incomplete says whether the search is to end where it stands, because it will begin again.
func (e *exploration) incomplete() bool {
	_, grown := e.grown()
	return grown
}
