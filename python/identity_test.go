//go:build cpython

package python_test

import (
	"testing"

	"simrun/python"
	"simrun/scheduler"
)

// TestIdentity: a script that writes the number of its process repeats, in one process and with several, and every order of the two
// records is tried. Of such scripts it was said that they do not repeat, so that nothing could be proved.
func TestIdentity(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s, err := python.Open(interpreter, "testdata/identity.py")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		r := explore(t, s, scheduler.Options{Strategy: "dpor", Workers: 2})
		if leaks := s.Leaks(); leaks != "" || !r.Exhausted || r.Sharing != nil || len(r.Findings) > 0 || r.DistinctLogs != 2 {
			t.Errorf("%s; exhausted %v, %d logs, %s", leaks, r.Exhausted, r.DistinctLogs, kinds(r))
		}
	})
}
