package cli

import (
	"bytes"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"simrun/properties/catalog"
	"simrun/sim"
)

// A catalog that passes as expected, but not exhaustively, has the exit code 4 if that is asked for.
func TestExploreAllNotExhaustive(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		errs string
	}{
		{"explore --all --strategy random --executions 1", exitPassed, ""},
		{"explore --all --strategy random --executions 1 --require-exhaustive", exitBudget,
			"mytool: 1 of the searches ended before everything was tried\n"},
		{"explore --all --require-exhaustive", exitPassed, ""},
	} {
		var out, errs bytes.Buffer
		code := newApp("mytool", ownEntries()[2:], strings.NewReader(""), &out, &errs).run(strings.Fields(c.args))
		if code != c.code || errs.String() != c.errs {
			t.Errorf("%s: exit code %d, stderr %q, stdout %q; want %d and %q", c.args, code, errs.String(), out.String(), c.code, c.errs)
		}
	}
}

// A program that shares something past the models proves nothing: --all does not say of it that it is as expected.
func TestExploreAllSharing(t *testing.T) {
	var out, errs bytes.Buffer
	code := newApp("mytool", []catalog.Entry{sharingEntry()}, strings.NewReader(""), &out, &errs).run([]string{"explore", "--all"})
	if want := "FAIL  shared: sharing, expected no failure ("; code != exitFailed || !strings.HasPrefix(out.String(), want) {
		t.Errorf("exit code %d, stdout %q, stderr %q; want %d and %q", code, out.String(), errs.String(), exitFailed, want)
	}
}

// TestExploreAllInterrupted: what was interrupted says nothing of its scenario, and that some are left out is said. The
// scenario interrupts its own search in the hundredth execution.
func TestExploreAllInterrupted(t *testing.T) {
	for args, want := range map[string]string{
		"explore --all --strategy random --executions 100000":        "1 scenario, 0 not as expected, 1 passed without being exhaustive; interrupted: 2 of 3 are left out\n",
		"explore --all --strategy random --executions 100000 --json": "\"interrupted\": true",
	} {
		var out, errs bytes.Buffer
		entries := []catalog.Entry{ownEntries()[1], interruptingEntry(), sharingEntry()}
		code := newApp("mytool", entries, strings.NewReader(""), &out, &errs).run(strings.Fields(args))
		if code != 130 || !strings.Contains(out.String(), want) || strings.Contains(out.String(), "shared") {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q; want 130 and %q", args, code, out.String(), errs.String(), want)
		}
	}
}

// TestExploreAllHasPatience: a scenario that blocks for real ends --all after the time of the watchdog, and is named.
func TestExploreAllHasPatience(t *testing.T) {
	var out, errs bytes.Buffer
	a := newApp("odd", oddEntries()[1:2], strings.NewReader(""), &out, &errs)
	a.watchdog = 200 * time.Millisecond
	code := a.run([]string{"explore", "--all"})
	if want := "odd: stuck: the program blocks: "; code != exitUsage || !strings.HasPrefix(errs.String(), want) || !strings.Contains(errs.String(), "within 200ms") {
		t.Errorf("exit code %d, stderr %q; want %d and %q", code, errs.String(), exitUsage, want)
	}
}

// TestExploreAllMakesNothingSmaller: of a failure only its kind is shown, so nothing is executed to make it smaller or to say how likely it is.
func TestExploreAllMakesNothingSmaller(t *testing.T) {
	var runs atomic.Int64
	entry := ownEntries()[0]
	program := entry.Program
	entry.Program = func(v catalog.Values) (func(*sim.World), []sim.Property) {
		main, properties := program(v)
		return func(w *sim.World) { runs.Add(1); main(w) }, properties
	}
	var out, errs bytes.Buffer
	code := newApp("mytool", []catalog.Entry{entry}, strings.NewReader(""), &out, &errs).run(strings.Fields("explore --all --strategy random --executions 1"))
	if code != exitFailed || !strings.HasPrefix(out.String(), "FAIL  twice: deadlock") {
		t.Fatalf("exit code %d, stdout %q, stderr %q", code, out.String(), errs.String())
	}
	if most := int64(100); runs.Load() > most {
		t.Errorf("the program was executed %d times for one execution of the search, want at most %d", runs.Load(), most)
	}
}
