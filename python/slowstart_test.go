//go:build cpython

package python_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"simrun/scheduler"
)

// TestSlowStart: the time in which the process of a second worker starts, as on a busy machine, is none that a step of the program takes.
func TestSlowStart(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		slow := filepath.Join(t.TempDir(), "python3")
		if err := os.WriteFile(slow, fmt.Appendf(nil, "#!/bin/sh\nsleep 2\nexec '%s' \"$@\"\n", interpreter), 0o755); err != nil {
			t.Fatal(err)
		}
		s := open(t, slow, "first.py")
		r, err := scheduler.Explore(t.Context(), s.Program(), options(scheduler.Options{Strategy: "random", Executions: 400, Workers: 2, Watchdog: time.Second}))
		if err != nil || r.Executions != 400 {
			t.Errorf("%v, %+v", err, r)
		}
	})
}
