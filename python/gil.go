package python

import (
	"fmt"
	"slices"
	"strings"

	"simrun/python/worker"
	"simrun/sim"
)

// GIL says of which CPython the threads switch as they do, by its version, or free for a build without a GIL. The empty one
// means the interpreter at hand.
type GIL string

// The rules by which CPython's threads switch.
const (
	GIL39  GIL = "3.9"  // up to 3.9: between any two bytecodes
	GIL310 GIL = "3.10" // from 3.10 to 3.13: at calls, loops, and where a thread blocks
	GIL314 GIL = "3.14" // from 3.14 on: also when a with statement has taken its lock
	Free   GIL = "free" // without a GIL: anywhere; a method of a container takes place at once
)

// GILs are the values of GIL, each with all schedules of those before it: the last two have the same.
var GILs = []GIL{GIL310, GIL314, GIL39, Free}

// ParseGIL takes the value from a command line: a minor version from 3.8 on stands for its rule.
func ParseGIL(text string) (GIL, error) {
	if slices.Contains(GILs, GIL(text)) || text == "" {
		return GIL(text), nil
	}
	var minor int
	if _, err := fmt.Sscanf(text, "3.%d", &minor); err != nil || minor < worker.Oldest || text != fmt.Sprintf("3.%d", minor) {
		return "", fmt.Errorf("unknown GIL %q: use one of 3.9, 3.10, 3.14, free", text)
	}
	return ofMinor(minor), nil
}

// ofMinor is the rule of a version.
func ofMinor(minor int) GIL {
	switch {
	case minor <= 9:
		return GIL39
	case minor <= 13:
		return GIL310
	}
	return GIL314
}

// of is the rule that holds for an interpreter.
func (g GIL) of(python worker.Interpreter) GIL {
	if g != "" {
		return g
	}
	if python.Free {
		return Free
	}
	var minor int
	_, _ = fmt.Sscanf(strings.TrimPrefix(python.Minor(), "3."), "%d", &minor) // Find has looked at it
	return ofMinor(minor)
}

// polls says whether a thread may lose the GIL when a with statement has taken its lock.
func (g GIL) polls() bool { return g == GIL314 || g == Free }

// Rule is the one that the threads switch by.
func (s *Script) Rule() GIL { return s.gil.of(s.python) }

// Switching is the mode that follows from the rule.
func (s *Script) Switching() sim.Switching { return s.Rule().switching() }

// switching is the mode of the rule.
func (g GIL) switching() sim.Switching {
	if g == GIL310 || g == GIL314 {
		return sim.Call
	}
	return sim.Bytecode
}

// By is the script with threads that switch by another rule, and the mode for that. All else is as it is.
func (s *Script) By(rule GIL) (sim.Program, sim.Switching) {
	return s.program(s.once, rule), rule.switching()
}

// races says whether two accesses to a variable that nothing puts in an order are a failure: by default without a GIL.
func (s *Script) races() bool {
	if s.detect != nil {
		return *s.detect
	}
	return s.Rule() == Free
}
