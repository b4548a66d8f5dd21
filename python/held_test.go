//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/python"
)

// TestHeldByLibrary: what the library holds for the program, or goes over, in code of its own is what threads meet at, too: a copy of a
// dict that changes, a counter, a cache of results, a database in memory. With a lock around it each is proved to hold.
func TestHeldByLibrary(t *testing.T) {
	changed := map[string]string{
		"deepcopy": "dictionary changed size", "json": "dictionary changed size", "asdict": "dictionary changed size",
		"weakset": "Set changed size", "weakvalue": "dictionary changed size", "ordered": "KeyError",
	}
	kinds := []string{"deepcopy", "json", "asdict", "copy", "weakset", "weakvalue", "userdict", "chainmap", "counter", "ordered", "array",
		"attribute", "special", "cache", "environ", "configparser", "database"}
	onEach(t, func(t *testing.T, interpreter string) {
		for i, kind := range kinds {
			if !hasTurn(interpreter, i) {
				continue
			}
			says := changed[kind]
			if says == "" {
				says = "AssertionError"
			}
			r := exploreAs(t, interpreter, python.GIL310, "held.py", kind)
			if !r.Exhausted || len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Message, says) {
				t.Errorf("%s: exhausted %v, %d findings in %d executions, want %q", kind, r.Exhausted, len(r.Findings), r.Executions, says)
			}
			if r := exploreAs(t, interpreter, python.GIL310, "held.py", kind, "locked"); !r.Exhausted || len(r.Findings) > 0 {
				t.Errorf("%s, locked: exhausted %v, %d findings in %d executions", kind, r.Exhausted, len(r.Findings), r.Executions)
			}
		}
	})
}

// TestRandomNumbers: a generator that threads share gives each number to who comes first, with one of the two orders failing, and so does
// that of the module if the program seeds it; else each thread draws from its own, and no order of the draws is another one.
func TestRandomNumbers(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for kind, findings := range map[string]int{"generator": 1, "seeded": 1, "random": 0} {
			r := exploreAs(t, interpreter, python.GIL310, "held.py", kind)
			if !r.Exhausted || len(r.Findings) != findings || r.Outcomes[0].Count == r.Executions && findings == 1 {
				t.Errorf("%s: exhausted %v, %d findings in %d executions", kind, r.Exhausted, len(r.Findings), r.Executions)
			}
		}
	})
}

// TestAsked: in which order threads look at the clock, whose wait moves it, and whether a thread that ends is in the list of threads when
// another one asks, are part of the schedule, and so is when the last reference to an executor goes. Each of them is tried.
func TestAsked(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range []struct {
			kind string
			bug  bool
		}{{"clock", true}, {"nap", true}, {"listed", true}, {"dropped", false}} {
			if !hasTurn(interpreter, i) {
				continue
			}
			r := exploreAs(t, interpreter, python.GIL310, "asked.py", c.kind)
			if !r.Exhausted || c.bug != (len(r.Findings) == 1) || r.Outcomes[0].Count == r.Executions && c.bug {
				t.Errorf("%s: exhausted %v, %s, in %d executions", c.kind, r.Exhausted, kinds(r), r.Executions)
			}
			if r := exploreAs(t, interpreter, python.GIL310, "asked.py", c.kind, "fixed"); !r.Exhausted || len(r.Findings) > 0 {
				t.Errorf("%s, fixed: exhausted %v, %s, in %d executions", c.kind, r.Exhausted, kinds(r), r.Executions)
			}
		}
	})
}
