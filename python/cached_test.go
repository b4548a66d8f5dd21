//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/scheduler"
)

// TestCachedProperty: two threads compute it twice from CPython 3.12 on, and not before, where a lock is around it, nor if the script has
// one. In each case every schedule was tried.
func TestCachedProperty(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, args := range [][]string{{}, {"fixed"}} {
			s := openAt(t, interpreter, "testdata/field/connection.py", args...)
			minor := s.Interpreter().Minor()
			twice := len(args) == 0 && minor != "3.8" && minor != "3.9" && minor != "3.10" && minor != "3.11"
			r := explore(t, s, scheduler.Options{Strategy: "dpor"})
			found := len(r.Findings) == 1 && strings.Contains(r.Findings[0].Message, "connected 2 times")
			if !r.Exhausted || r.Sharing != nil || found != twice || !twice && len(r.Findings) > 0 {
				t.Errorf("%v: exhausted %v, %s, %+v", args, r.Exhausted, kinds(r), r.Sharing)
			}
		}
	})
}
