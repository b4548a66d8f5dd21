//go:build cpython

package python_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"simrun/scheduler"
)

// TestSlowStart: the time in which the process of a second worker starts, as on a busy machine, is none that a step of the program takes.
func TestSlowStart(t *testing.T) {
	at := slices.IndexFunc(wanted, func(version string) bool { return find(version) != "" })
	if at < 0 {
		t.Fatal("no CPython was found")
	}
	slow := filepath.Join(t.TempDir(), "python3")
	if err := os.WriteFile(slow, fmt.Appendf(nil, "#!/bin/sh\nsleep 5\nexec '%s' \"$@\"\n", find(wanted[at])), 0o755); err != nil {
		t.Fatal(err)
	}
	s := open(t, slow, "first.py")
	o := options(scheduler.Options{Strategy: "random", Executions: 400, Workers: 2, Watchdog: 3 * time.Second})
	if r, err := scheduler.Explore(t.Context(), s.Program(), o); err != nil || r.Executions != 400 {
		t.Errorf("%v, %+v", err, r)
	}
}
