package gotest_test

import (
	"strings"
	"testing"
)

// times has tests in which time passes, or the program waits until nothing else goes on.
const times = `package times

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestSleepers(t *testing.T) { // one after the other, and the last two in either order
	var mu sync.Mutex
	var done sync.WaitGroup
	for _, d := range []time.Duration{1, 2, 3, 3} {
		done.Go(func() { time.Sleep(d); mu.Lock(); mu.Unlock() })
	}
	done.Wait()
}

func TestDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	answer := make(chan int)
	go func() {
		time.Sleep(2 * time.Second)
		select {
		case answer <- 1:
		case <-ctx.Done():
		}
	}()
	select {
	case <-answer:
		t.Error("it was in time")
	case <-ctx.Done():
	}
}

func TestTooLate(t *testing.T) { // both are over in the same instant
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	answer := make(chan int, 1)
	time.AfterFunc(time.Second, func() { answer <- 1 })
	select {
	case <-answer:
	case <-ctx.Done():
		t.Error("it was too late")
	}
}

func read(t *testing.T) (first, second time.Time) {
	a, b := make(chan time.Time, 1), make(chan time.Time, 1)
	go func() { a <- time.Now() }()
	go func() { b <- time.Now() }()
	return <-a, <-b
}

func TestFirstReads(t *testing.T) {
	if a, b := read(t); b.Before(a) {
		t.Error("the second one read an earlier time")
	}
}

func TestSecondReads(t *testing.T) {
	if a, b := read(t); a.Before(b) {
		t.Error("the first one read an earlier time")
	}
}

func TestQuiet(t *testing.T) { // what comes behind Wait cannot come before what it waits for
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		seen := make(chan int32, 1)
		go func() { seen <- n.Load() }()
		synctest.Wait()
		n.Store(1)
		if <-seen != 0 {
			t.Error("it came too late")
		}
	})
}
`

// TestTimes: a search for each trace also ends where time passes, with as many executions as there are traces, and whoever reads
// the time first reads an earlier one.
func TestTimes(t *testing.T) {
	dir := module(t, times)
	for _, c := range []struct{ test, says string }{
		{"TestSleepers", exhausted + ": 4 executions, where time passes only while nothing else can go on"}, {"TestDeadline", exhausted + ": 1 execution, where"},
		{"TestTooLate", "it was too late"}, {"TestFirstReads", "an earlier time"}, {"TestSecondReads", "an earlier time"},
		{"TestQuiet", exhausted + ": 1 execution (data races"},
	} {
		for _, flags := range []string{"--strategy=dpor", "--exhaustive"} {
			says := c.says
			if flags == "--exhaustive" {
				says, _, _ = strings.Cut(says, ":") // auto samples before
			}
			code, out := run(t, dir, flags, "--no-store", ".", "-run", c.test, "-v")
			if passes := strings.HasPrefix(says, exhausted); passes != (code == 0) || !strings.Contains(out, says) {
				t.Errorf("%s %s: exit code %d, want %q\n%s", c.test, flags, code, says, out)
			}
		}
	}
}
