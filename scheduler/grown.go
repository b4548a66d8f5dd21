package scheduler

import (
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

// incomplete says whether the search is to end where it stands, because it will begin again.
func (e *exploration) incomplete() bool {
	_, grown := e.grown()
	return grown
}
