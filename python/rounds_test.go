//go:build cpython

package python_test

import (
	"testing"

	"simrun/python"
)

// TestRounds: one thread looks at two items, and another one changes both at once: before, after, or between the looks, which are three
// orders and three outputs, where a comprehension comes round. What C code goes over at once leaves no between: two outputs. What follows
// an if that holds is in the same round.
func TestRounds(t *testing.T) {
	cases := []struct {
		kind string
		logs int
	}{
		{"list", 3}, {"getter", 2}, {"generator", 3}, {"mapped", 2}, {"set", 3}, {"rows", 2}, {"dict", 3}, {"zipped", 2},
		{"condition", 3}, {"checked", 2}, {"lazy", 3},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range cases {
			if !hasTurn(interpreter, i) {
				continue
			}
			if r := exploreAs(t, interpreter, python.GIL310, "rounds.py", c.kind); !r.Exhausted || r.DistinctLogs != c.logs || len(r.Findings) > 0 {
				t.Errorf("%s: exhausted %v, %d logs, want %d, %s", c.kind, r.Exhausted, r.DistinctLogs, c.logs, kinds(r))
			}
		}
	})
}
