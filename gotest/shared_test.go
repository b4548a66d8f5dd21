package gotest_test

import (
	"strings"
	"testing"
)

// shares has tests of two goroutines that read what Go's library keeps and change it to something made of that, which is lost where one comes between
// the other's two calls, and each of them with a lock around both, which leaves two orders, or with the one call that does both.
const shares = `package shares

import (
	"expvar"
	"io"
	"log"
	"log/slog"
	"os"
	"sync"
	"testing"
)

// both runs f twice side by side, and says whether the outcome is what both together make.
func both(t *testing.T, whole func() bool, f func(i int)) {
	var done sync.WaitGroup
	for i := range 2 {
		done.Go(func() { f(i) })
	}
	done.Wait()
	if !whole() {
		t.Error("lost")
	}
}

// locked has each call of f be the only one.
func locked(f func(i int)) func(i int) {
	var mu sync.Mutex
	return func(i int) {
		mu.Lock()
		defer mu.Unlock()
		f(i)
	}
}

func extend(int) { os.Setenv("SHARES_LIST", os.Getenv("SHARES_LIST")+"x") }

func extended() bool { return os.Getenv("SHARES_LIST") == "xx" } // it is put back before each execution

func TestEnvironmentLost(t *testing.T) { both(t, extended, extend) }

func TestEnvironment(t *testing.T) { both(t, extended, locked(extend)) }

func flags() (whole func() bool, f func(i int)) {
	l := log.New(io.Discard, "", 0)
	return func() bool { return l.Flags() == 3 }, func(i int) { l.SetFlags(l.Flags() | 1<<i) }
}

func TestFlagsLost(t *testing.T) {
	whole, f := flags()
	both(t, whole, f)
}

func TestFlags(t *testing.T) {
	whole, f := flags()
	both(t, whole, locked(f))
}

func quiet(int) {
	before := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	slog.SetDefault(before)
}

func TestDefaultLost(t *testing.T) {
	before := slog.Default()
	defer slog.SetDefault(before)
	both(t, func() bool { return slog.Default() == before }, quiet)
}

func TestDefault(t *testing.T) {
	before := slog.Default()
	both(t, func() bool { return slog.Default() == before }, locked(quiet))
}

func raise() (whole func() bool, f func(i int)) {
	var level slog.LevelVar
	return func() bool { return level.Level() == 2 }, func(int) { level.Set(level.Level() + 1) }
}

func TestLevelLost(t *testing.T) {
	whole, f := raise()
	both(t, whole, f)
}

func TestLevel(t *testing.T) {
	whole, f := raise()
	both(t, whole, locked(f))
}

func TestCounterLost(t *testing.T) {
	n := new(expvar.Int)
	both(t, func() bool { return n.Value() == 2 }, func(int) { n.Set(n.Value() + 1) })
}

func TestCounter(t *testing.T) {
	n := new(expvar.Int)
	both(t, func() bool { return n.Value() == 2 }, func(int) { n.Add(1) })
}
`

// TestShared: functions that read and change what a program shares through Go's library are operations: of what was lost between two of them "there
// is no failure" was said. What is set in the environment is not there in the next execution.
func TestShared(t *testing.T) {
	_, results := gotest(t, module(t, shares), "--no-store", ".")
	want := map[string]string{}
	for _, test := range []string{"TestEnvironment", "TestFlags", "TestDefault", "TestLevel", "TestCounter"} {
		want[test], want[test+"Lost"] = exhausted, "test-failed in "+test+"Lost\n"
	}
	check(t, results, want)
	for test, line := range map[string]string{
		"TestEnvironmentLost": "os.Getenv", "TestFlagsLost": "l.SetFlags", "TestDefaultLost": "slog.SetDefault", "TestLevelLost": "level.Set", "TestCounterLost": "n.Set",
	} {
		if r := results[test]; r != nil && !strings.Contains(r.output, line) {
			t.Errorf("%s does not name %s\n%s", test, line, r.output)
		}
	}
}
