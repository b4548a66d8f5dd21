package gotest_test

import (
	"regexp"
	"strings"
	"testing"
)

// drawn has a test that fails for one number of twenty, one that only draws a number, and one with six orders of two
// goroutines that do two things each.
const drawn = `package drawn

import (
	"math/rand"
	"sync"
	"testing"
)

func TestSeven(t *testing.T) {
	if rand.Intn(20) == 7 {
		t.Error("a seven")
	}
}

func TestNumber(t *testing.T) {
	t.Log(rand.Intn(20))
}

func TestOrders(t *testing.T) {
	var mu sync.Mutex
	var done sync.WaitGroup
	for range 2 {
		done.Go(func() {
			for range 2 {
				mu.Lock()
				mu.Unlock()
			}
		})
	}
	done.Wait()
}
`

// TestInputs: --inputs has each seed of the random numbers tried, and a search that goes through all of them ends.
func TestInputs(t *testing.T) {
	dir := module(t, drawn)
	for _, c := range []struct {
		test, flags, says string
		code              int
	}{
		{"TestSeven", "--strategy=dpor", exhausted + ": 1 execution", 0},
		{"TestSeven", "--strategy=dpor --inputs=4", exhausted + ": 4 executions", 0},
		{"TestSeven", "--strategy=dpor --inputs=100", "a seven", 1},
		{"TestSeven", "--strategy=random --inputs=100", "a seven", 1},
		{"TestSeven", "--inputs=100", "a seven", 1},
		{"TestNumber", "--strategy=dpor --inputs=100", exhausted + ": 100 executions", 0},
		{"TestNumber", "--strategy=dfs --inputs=100", exhausted + ": 100 executions", 0},
	} {
		code, out := run(t, dir, append(strings.Fields(c.flags), "--no-store", ".", "-run", c.test, "-v")...)
		if code != c.code || !strings.Contains(out, c.says) {
			t.Errorf("%s %s: exit code %d, want %d and %q\n%s", c.test, c.flags, code, c.code, c.says, out)
		}
	}
}

// TestExhaustive: with --exhaustive a search that ends too early fails, and says why; without it, it passes.
func TestExhaustive(t *testing.T) {
	dir := module(t, drawn)
	const early = "simrun: not exhaustive: a larger --budget or --executions may see the rest\n"
	for _, c := range []struct {
		flags, says string
		code        int
	}{
		{"--executions=3 --strategy=dpor", "no failure found in 3 executions", 0},
		{"--executions=3 --strategy=dpor --exhaustive", early, 1},
		{"--executions=3 --exhaustive", early, 1},
		{"--strategy=random --exhaustive --executions=100", early, 1},
		{"--strategy=dpor --exhaustive", exhausted, 0},
		{"--exhaustive", exhausted, 0},
	} {
		code, out := run(t, dir, append(strings.Fields(c.flags), ".", "-run", "TestOrders", "-v")...)
		if code != c.code || !strings.Contains(out, c.says) || strings.Contains(out, early) != (c.code == 1) {
			t.Errorf("%s: exit code %d, want %d and %q\n%s", c.flags, code, c.code, c.says, out)
		}
		if code == 1 && keptFiles(t, dir, "TestOrders") != nil {
			t.Error("that a search is not exhaustive is kept as a finding")
		}
	}
}

// loops has a test in which nothing changes for thousands of steps, and that ends, and one that never does.
const loops = `package loops

import (
	"sync/atomic"
	"testing"
)

func TestReads(t *testing.T) {
	var n atomic.Int64
	done := make(chan bool)
	look := func() {
		for range 3000 {
			n.Load()
		}
	}
	go func() {
		look()
		close(done)
	}()
	look()
	<-done
}

func TestSpins(t *testing.T) {
	var ready atomic.Bool
	for !ready.Load() {
	}
}
`

// TestLivelock: a loop of thousands of reads is none, as long as it is short beside the limit of steps.
func TestLivelock(t *testing.T) {
	dir := module(t, loops)
	_, results := gotest(t, dir, "--no-store", "--strategy=random", "--executions=20", "--budget=1m", ".")
	check(t, results, map[string]string{"TestReads": "no failure found in 20 executions (random, seed 0)\n", "TestSpins": "livelock in TestSpins"})
}

// long has a test of 30,000 operations, the same with updates that are lost, and two that wait for time to pass without giving it a chance.
const long = `package long

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func both(n int, f func()) {
	var done sync.WaitGroup
	for range 2 {
		done.Go(func() {
			for range n {
				f()
			}
		})
	}
	done.Wait()
}

func TestAdds(t *testing.T) {
	var n atomic.Int64
	both(15000, func() { n.Add(1) })
	if n.Load() != 30000 {
		t.Error("lost")
	}
}

func TestLoses(t *testing.T) {
	var n atomic.Int64
	both(7500, func() { n.Store(n.Load() + 1) })
	if n.Load() != 15000 {
		t.Error("lost")
	}
}

func TestSpins(t *testing.T) {
	var over atomic.Bool
	time.AfterFunc(time.Second, func() { over.Store(true) })
	for !over.Load() {
	}
}

func TestLooks(t *testing.T) {
	var mu sync.Mutex
	for began := time.Now(); time.Since(began) < time.Second; {
		mu.Lock()
		mu.Unlock()
	}
}
`

// TestLong: a test that does more operations than the default limit allows is searched with a limit that fits it, which its token has, so that
// it is replayed as it was found.
func TestLong(t *testing.T) {
	dir := module(t, long)
	_, results := gotest(t, dir, "--no-store", "--strategy=random", "--executions=5", "--budget=1m", ".", "-run=TestAdds|TestLoses")
	check(t, results, map[string]string{"TestAdds": "no failure found in 5 executions (random, seed 0)\n", "TestLoses": "test-failed in TestLoses\n"})
	line := regexp.MustCompile(`gotest (--replay=\S+) kept -run '(\S+)'`).FindStringSubmatch(results["TestLoses"].output)
	if line == nil {
		t.Fatalf("no line that replays it:\n%s", results["TestLoses"].output)
	}
	if code, out := run(t, dir, line[1], "kept", "-run="+line[2]); code != 1 || !strings.Contains(out, "test-failed in TestLoses\n") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

// TestCutShort: a test none of whose executions comes to its end within the limit of steps has not passed in any, also where the budget
// was over before the search.
func TestCutShort(t *testing.T) {
	dir := module(t, long)
	const endless = "each of its executions, 20, was cut short by the limit of 20000 steps, and one by that of 1000000: a larger --steps may allow it; " +
		"a loop that goes round until time has passed has no end, because none passes meanwhile: a time.Sleep in it lets it pass\n"
	for _, c := range []struct{ test, flags, says string }{
		{"TestAdds", "--executions=20 --steps=1000", "each of its executions, 20, was cut short by the limit of 1000 steps: a larger --steps may allow it\n"},
		{"TestAdds", "--steps=1000 --budget=1ms", " cut short by the limit of 1000 steps: a larger --steps"},
		{"TestSpins", "--executions=20", endless}, {"TestLooks", "--executions=20", endless},
	} {
		code, out := run(t, dir, append(strings.Fields(c.flags), "--no-store", "--strategy=random", ".", "-run="+c.test)...)
		if code != 1 || !strings.Contains(out, c.test+" cannot be searched: ") || !strings.Contains(out, c.says) {
			t.Errorf("%s %s: exit code %d\n%s", c.test, c.flags, code, out)
		}
	}
	if code, out := run(t, dir, "--no-store", "--strategy=random", "--executions=20", "--clock=anytime", ".", "-run=TestSpins"); code != 0 {
		t.Errorf("with --clock=anytime: exit code %d\n%s", code, out)
	}
}

// TestFingerprint: two runs of one search have one number, those of another seed another one, and it is not said unasked.
func TestFingerprint(t *testing.T) {
	dir := module(t, drawn)
	print := func(flags ...string) string {
		_, out := run(t, dir, append(flags, "--strategy=random", "--executions=50", "--no-store", ".", "-run=TestOrders", "-v")...)
		return regexp.MustCompile(`(?m)^ +simrun: fingerprint [0-9a-f]{16}$`).FindString(out)
	}
	first := print("--fingerprint")
	if again := print("--fingerprint"); first == "" || again != first {
		t.Errorf("%q, and then %q", first, again)
	}
	if other := print("--fingerprint", "--seed=1"); other == first || other == "" {
		t.Errorf("with another seed it is %q, too", other)
	}
	if unasked := print(); unasked != "" {
		t.Errorf("unasked it says %q", unasked)
	}
}
