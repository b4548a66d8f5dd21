package explorer

import (
	"errors"
	"internal/simhook"

	"simrun/sim"
)

// stuck is the test with a step that did not end. Nothing can end it: it goes on, and what it comes to meanwhile would be taken for what another
// test does.
var stuck string

// given says why a test could not be executed.
func (e *exploration) given(err error) (string, simhook.Result) {
	var s *sim.StuckError
	if !errors.As(err, &s) || s.Property != "" {
		return failed("%v", err)
	}
	stuck = e.name
	at := ""
	if s.Source != "" {
		at = ": it stands at " + s.Source
	}
	return failed("%s cannot be searched: step %d of %s, which began with %s, did not end within %v%s; it computes for long there, or waits for what simrun does not see, as a plain variable or a system call: "+
		"have it do less, with -short say, or leave it out with -skip '^%[1]s$'", e.name, s.Step, s.Thread, s.Op, s.After, at)
}
