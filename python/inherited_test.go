//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/python"
)

// TestInherited: a class has its attributes also from others, and objects from all of these. A change of any of them that the look comes upon
// has two results, by the order of the two; one of a class aside has one.
func TestInherited(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		i := 0
		for _, list := range []string{
			"base: class object super add name", "middle: class object super add", "sub: class object add", "deleted: new new-object", "meta: made",
			"new: new new-object", "function: new new-object", "method: call by-class by-super", "override: call by-class by-super", "own: call",
			"property: property", "arguments: called", "adds: class object super add", "aside: class object super add",
		} {
			change, looks, _ := strings.Cut(list, ":")
			for _, look := range strings.Fields(looks) {
				if i++; !hasTurn(interpreter, i) {
					continue
				}
				want := 2
				if change == "aside" {
					want = 1
				}
				gil := []python.GIL{python.GIL310, python.Free}[i/3%2] // i also says whose turn it is
				r := exploreAs(t, interpreter, gil, "inherited.py", change, look)
				if !r.Exhausted || r.Sharing != nil || r.DistinctLogs != want || want == 1 && r.Executions > 1 {
					t.Errorf("%s, %s, %s: exhausted %v, %d executions, %d logs, want %d; %+v", gil, change, look, r.Exhausted, r.Executions,
						r.DistinctLogs, want, r.Sharing)
				}
			}
		}
	})
}

// TestInheritedCount: two threads count on a class that has its count from another one, on which a third one counts. Where nothing comes between load and
// store, the first of the two goes on from 0 or from 1; else all orders of the accesses (8!/(3!3!2!) = 560) have six results.
func TestInheritedCount(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for gil, logs := range map[python.GIL]int{python.GIL310: 2, python.Free: 6} {
			r := exploreAs(t, interpreter, gil, "inherited.py", "adds", "add", "add")
			if !r.Exhausted || r.Sharing != nil || r.DistinctLogs != logs {
				t.Errorf("%s: exhausted %v, %d logs, want %d; %+v", gil, r.Exhausted, r.DistinctLogs, logs, r.Sharing)
			}
		}
	})
}
