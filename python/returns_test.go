//go:build cpython

package python_test

import (
	"slices"
	"strings"
	"testing"

	"simrun/python"
)

// TestReturns: whether another thread may come between what a call returns and the access behind it. CPython looks for that behind calls
// of C code, also if that code calls the program; behind those of functions in Python up to 3.10.
func TestReturns(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		python310, before312 := strings.Contains(interpreter, "3.10"), strings.Contains(interpreter, "3.10") || strings.Contains(interpreter, "3.11")
		if slices.ContainsFunc([]string{"3.8", "3.9"}, func(v string) bool { return strings.Contains(interpreter, v) }) {
			t.Skip("it may come anywhere")
		}
		for _, c := range []struct {
			names   string
			between bool
		}{
			{"function named method bound class-method static unbound super lambda slot getattr given", python310},
			{"property operator", false},
			{"spread", before312},
			{"spread-method partial caller class object len name next goes-on map reduce count hash statement", true},
		} {
			for i, name := range strings.Fields(c.names) {
				if !hasTurn(interpreter, i) {
					continue
				}
				want := map[bool]int{false: 2, true: 3}[c.between] // 0 0, 5 5, and 0 5
				if r := exploreAs(t, interpreter, python.GIL310, "returns.py", name); !r.Exhausted || r.DistinctLogs != want {
					t.Errorf("%s: exhausted %v, %d logs, want %d", name, r.Exhausted, r.DistinctLogs, want)
				}
			}
		}
	})
}
