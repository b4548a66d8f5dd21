package gotest_test

import (
	"strings"
	"testing"
)

// before has a goroutine that init starts, a test that waits for it, and its twin, which starts its own; one that leaves a
// goroutine behind; two that change what package variables point to: channels are put back, a map is not while the goroutine from
// before may be at work on it; and one that waits for a timer from before.
const before = `package before

import (
	"testing"
	"time"
)

var jobs, own = make(chan int), make(chan int)

var full, seen = make(chan int, 1), map[string]bool{}

var timer = time.NewTimer(time.Hour)

func init() { go work(jobs); full <- 1 }

func work(jobs chan int) {
	for range jobs {
	}
}

func TestServed(t *testing.T) { jobs <- 1 }

func TestServesItself(t *testing.T) {
	go work(own)
	own <- 1
	close(own)
}

func TestTakes(t *testing.T) {
	if <-full != 1 {
		t.Error("it holds another value")
	}
	full <- 2
}

func TestOnce(t *testing.T) {
	if seen["once"] {
		t.Error("it was here before")
	}
	seen["once"] = true
}

func TestLeaves(t *testing.T) {
	go func() { own <- 1 }()
}

func TestTicksOn(t *testing.T) { // whoever ticks may send some day
	c := make(chan int)
	go func() { <-c }()
	go func() {
		for range time.Tick(time.Hour) {
		}
	}()
}

func TestTimer(t *testing.T) { <-timer.C }

func TestReset(t *testing.T) { timer.Reset(1) }

func TestFifth(t *testing.T) {
	seen[string(rune(len(seen)))] = true
	if len(seen) == 5 {
		t.Error("the fifth")
	}
}
`

// TestBefore: a goroutine from before the test is no part of an execution. Whoever waits for one is told so, and not that there is a
// deadlock. A test that fails because of what its first execution has left is named, and its failure is none. That a goroutine is
// blocked for ever when the test has returned is said also where it is no failure. What only a later execution of a process shows, by what
// others have left, is no finding.
func TestBefore(t *testing.T) {
	dir := module(t, before)
	const left = "simrun: blocked for ever when the test has returned, which is a failure with --leaks: func1 "
	for _, c := range []struct {
		test, flag, says, not string
		code                  int
	}{
		{"TestServed", "", "TestServed comes to a channel at which a goroutine waits that was there before the test", "deadlock", 1},
		{"TestServesItself", "", exhausted, left, 0},
		{"TestTakes", "", exhausted, left, 0},
		{"TestOnce", "", "TestOnce cannot be searched: done twice in the same way it does not do the same", "it was here before", 1},
		{"TestLeaves", "", left, "leak in", 0},
		{"TestLeaves", "--leaks", "leak in TestLeaves", left, 1},
		{"TestTicksOn", "--leaks", "func2 :50 goes on: the test has returned, and 200 waits for a timer later it has not ended", "is left that could let it go on", 1},
		{"TestTimer", "", "TestTimer comes to a timer that was there before the test", "deadlock", 1},
		{"TestReset", "", "TestReset comes to a timer that was there before the test", "deadlock", 1},
		{"TestFifth", "", "TestFifth cannot be searched: test-failed was found, but in a new process its schedule does not show it", "the fifth", 1},
	} {
		code, out := run(t, dir, append(strings.Fields(c.flag), "--no-store", ".", "-run", "^"+c.test+"$", "-v")...)
		if code != c.code || !strings.Contains(out, c.says) || strings.Contains(out, c.not) {
			t.Errorf("%s %s: exit code %d, want %d and %q, not %q\n%s", c.test, c.flag, code, c.code, c.says, c.not, out)
		}
	}
}
