package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"testing"
)

// TestCollectLater: the collector waits longer while the heap is small, unless the environment says how long.
func TestCollectLater(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	t.Setenv("GOGC", "100")
	collectLater()
	if percent := debug.SetGCPercent(100); percent != 100 {
		t.Errorf("GOGC=100: %d %%", percent)
	}
	os.Unsetenv("GOGC")
	runtime.GC() // what other tests have left
	collectLater()
	if percent := debug.SetGCPercent(100); percent != lazyPercent {
		t.Errorf("%d %%, want %d", percent, lazyPercent)
	}
}
