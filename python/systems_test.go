package python_test

import (
	"runtime"
	"strings"
	"testing"

	"simrun/python"
)

// TestRuns: where there is no fork one line says so, and what to do; elsewhere nothing is in the way.
func TestRuns(t *testing.T) {
	err := python.Runs("windows")
	if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "Windows has none: call it in WSL") {
		t.Errorf("windows: %v", err)
	}
	for _, system := range []string{"linux", "darwin", runtime.GOOS} {
		if err := python.Runs(system); err != nil && system != "windows" {
			t.Errorf("%s: %v", system, err)
		}
	}
}
