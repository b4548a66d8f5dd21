package gotest_test

import (
	"cmp"
	"go/version"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// old has tests of timers as they were before Go 1.23, each of which passes there.
const old = `package old

import (
	"testing"
	"time"
)

func TestTicker(t *testing.T) {
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for range 3 {
		<-ticker.C
	}
	time.Sleep(25 * time.Millisecond)
	<-ticker.C
	select {
	case <-ticker.C:
		t.Error("two ticks at once")
	default:
	}
}

func TestDrain(t *testing.T) {
	timer := time.NewTimer(1)
	time.Sleep(2)
	if n := len(timer.C); n != 1 {
		t.Error(n)
	}
	if !timer.Stop() {
		<-timer.C
	}
	timer.Reset(1)
	<-timer.C
}

func TestStale(t *testing.T) {
	timer := time.NewTimer(1)
	time.Sleep(2)
	timer.Reset(time.Hour)
	select {
	case <-timer.C:
	default:
		t.Error("what was sent is gone")
	}
}

func TestDueNow(t *testing.T) { // what is due when the last tick is taken may come, or be left out
	ticker := time.NewTicker(10)
	defer ticker.Stop()
	time.Sleep(20)
	<-ticker.C
	select {
	case <-ticker.C:
		t.Error("it came")
	default:
	}
}
`

// TestOld: in a module for Go 1.22 what a timer has sent stays in its channel, and tickers tick. Go 1.27 has such timers no longer.
func TestOld(t *testing.T) {
	if version.Compare(cmp.Or(os.Getenv("GOTEST_TOOLCHAIN"), runtime.Version()), "go1.27") >= 0 {
		t.Skip("all modules have the timers of Go 1.23")
	}
	dir := module(t, old)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module kept\n\ngo 1.22\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, results := gotest(t, dir, "--no-store", ".")
	check(t, results, map[string]string{"TestTicker": exhausted, "TestDrain": exhausted, "TestStale": exhausted, "TestDueNow": "test-failed"})
}
