//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/python"
)

// TestLooks: one thread changes a list within what another one looks at: compares, or makes a text of. Each look has two results, by the
// order of the two, and one only if the list is another one.
func TestLooks(t *testing.T) {
	looks := "eq-dict eq-tuple lt ne eq-chain eq-space eq-data lt-data views function less str repr-new str-sum view format format-new format-method format-tuple " +
		"format-map format-named format-all format-dict format-late print-late dumps-named percent percent-dict print print-new print-all dumps dumps-new dumps-tuple handed-on deep " +
		"in not-in in-queue in-values in-view in-items count count-tuple unbound sort sorted sorted-new max max-all sum nsmallest heapify count-of max-taken"
	onEach(t, func(t *testing.T, interpreter string) {
		for i, look := range strings.Fields(looks) {
			if !hasTurn(interpreter, i) {
				continue
			}
			for of, results := range map[string]int{"within": 2, "beside": 1} {
				if of == "beside" && i%3 > 0 && !*whole {
					continue
				}
				r := exploreAs(t, interpreter, python.GIL310, "looks.py", of, look)
				if !r.Exhausted || r.DistinctLogs != results {
					t.Errorf("%s, %s: exhausted %v, %d logs, want %d; %+v", of, look, r.Exhausted, r.DistinctLogs, results, r.Sharing)
				}
			}
		}
	})
}
