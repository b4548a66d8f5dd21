package gotest_test

import (
	"regexp"
	"strings"
	"testing"
)

// starting has package variables that are made from the clock and from random numbers, a breaker that opens for a minute when the process
// starts, and the same with a bug.
const starting = `package starting

import (
	crypto "crypto/rand"
	"fmt"
	"math/rand"
	"testing"
	"time"
)

var (
	began = time.Now()
	dice  = rand.New(rand.NewSource(began.UnixNano()))
	id    [4]byte
)

func init() { crypto.Read(id[:]) }

func TestElapsed(t *testing.T) {
	if d := time.Since(began); d <= 0 || d > time.Second {
		t.Error(d)
	}
}

func open(d time.Duration) bool { return time.Now().Before(began.Add(d)) }

func TestBreaker(t *testing.T) {
	if !open(time.Minute) {
		t.Error("it is closed at once")
	}
	time.Sleep(time.Minute)
	if open(time.Minute) {
		t.Error("it is open after a minute")
	}
}

func TestBreakerTooLate(t *testing.T) {
	time.Sleep(time.Minute - time.Second)
	if open(time.Minute) {
		t.Error("it is open after a minute")
	}
}

func TestShows(t *testing.T) { t.Error(fmt.Sprint("drawn: ", dice.Intn(1_000_000_000), " ", id)) }
`

// TestStarting: what a package variable has of the clock is just before the test, as in a process, and what it has of random numbers is the
// same in the next process.
func TestStarting(t *testing.T) {
	dir := module(t, starting)
	for _, test := range []string{"TestElapsed", "TestBreaker"} {
		if code, out := run(t, dir, "--no-store", ".", "-run", "^"+test+"$", "-v"); code != 0 || !strings.Contains(out, exhausted) {
			t.Errorf("%s: exit code %d\n%s", test, code, out)
		}
	}
	if code, out := run(t, dir, "--no-store", ".", "-run", "^TestBreakerTooLate$"); code != 1 || !strings.Contains(out, "it is open after a minute") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	drawn := regexp.MustCompile(`drawn: .*`)
	_, first := run(t, dir, "--no-store", ".", "-run", "TestShows")
	_, second := run(t, dir, "--no-store", ".", "-run", "TestShows")
	if a, b := drawn.FindString(first), drawn.FindString(second); a == "" || a != b {
		t.Errorf("%s and then %s\n%s", a, b, first)
	}
}
