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
	drawsTheSame(t, dir)
}

// drawsTheSame holds what TestShows of a module says it has drawn against the next process.
func drawsTheSame(t *testing.T, dir string) {
	t.Helper()
	drawn := regexp.MustCompile(`drawn: .*`)
	_, first := run(t, dir, "--no-store", ".", "-run", "TestShows")
	_, second := run(t, dir, "--no-store", ".", "-run", "TestShows")
	if a, b := drawn.FindString(first), drawn.FindString(second); a == "" || a != b {
		t.Errorf("%s and then %s\n%s", a, b, first)
	}
}

// around has a TestMain that sleeps, reads the clock and draws, tests of what it has read, of an identifier whose time counts from
// 2014, and of bubbles, which have a clock of their own, beside what is in none.
const around = `package around

import (
	"math/rand"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

var (
	began time.Time
	drawn int
)

func TestMain(m *testing.M) {
	began = time.Now()
	time.Sleep(20 * time.Millisecond)
	for at := time.Now(); time.Since(at) < 2*time.Millisecond; {
	}
	drawn = rand.Intn(1_000_000_000)
	code := m.Run()
	if d := time.Since(began); d < 20*time.Millisecond || d > time.Second {
		println("the tests took", d.String())
		code = 3
	}
	os.Exit(code)
}

func TestElapsed(t *testing.T) {
	if d := time.Since(began); d < 22*time.Millisecond || d > 24*time.Millisecond {
		t.Error(d)
	}
}

func TestIdentifier(t *testing.T) {
	const epoch = 1_400_000_000
	at := time.Now().Unix()
	if back := int64(uint32(at-epoch)) + epoch; back != at {
		t.Error(back, "and not", at)
	}
}

func bubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		midnight := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		is := func(at time.Time, hours int) {
			if want := midnight.Add(time.Duration(hours) * time.Hour); !at.Equal(want) {
				t.Error(at, "and not", want)
			}
		}
		is(time.Now(), 0)
		read := make(chan time.Time)
		go func() { time.Sleep(time.Hour); read <- time.Now() }()
		is(<-read, 1)
		is(<-time.After(time.Hour), 2)
		time.AfterFunc(time.Hour, func() { read <- time.Now() })
		is(<-read, 3)
	})
}

func TestBubble(t *testing.T) {
	before := time.Now()
	time.Sleep(time.Second)
	bubble(t)
	if d := time.Since(before); d < time.Second || d > 4*time.Hour {
		t.Error(d)
	}
}

func TestBeside(t *testing.T) {
	t.Run("bubble", func(t *testing.T) { t.Parallel(); bubble(t) })
	t.Run("none", func(t *testing.T) {
		t.Parallel()
		before := time.Now()
		for range 3 {
			time.Sleep(time.Hour)
		}
		if d := time.Since(before); d < 3*time.Hour || d > 4*time.Hour {
			t.Error(d)
		}
	})
}

func TestShows(t *testing.T) { t.Error("drawn: ", drawn, began.UnixNano(), time.Now().UnixNano()) }
`

// TestAround: what TestMain does with the clock and random numbers fits what the tests see, and is the same in the next process. The clock of
// a test is of a day on which programs are executed, that of a bubble begins with the year 2000, and one is not the other's.
func TestAround(t *testing.T) {
	dir := module(t, around)
	code, out := run(t, dir, "--no-store", ".", "-skip=TestShows", "-v")
	if code != 0 {
		t.Errorf("exit code %d\n%s", code, out)
	}
	drawsTheSame(t, dir)
}
