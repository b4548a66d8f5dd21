package report_test

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/report"
	"simrun/sim"
)

func textOf(t *testing.T, f report.Finding, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, f, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestKinds has one execution with an exception, a message that nobody gets, and threads that wait for ever. Each finding is
// explained by its own kind, and shown at its own line.
func TestKinds(t *testing.T) {
	main := func(w *sim.World) {
		e, q := event.New(w, "never"), queue.New(w, "letters", 0)
		w.Spawn("waiter", func() { e.Wait() })
		w.Spawn("writer", func() { q.Put("letter") })
		w.Spawn("thrower", func() { e.IsSet(); panic(errors.New("boom")) })
	}
	for _, c := range []struct{ kind, message, want, at string }{
		{"uncaught-exception", "thrower: boom", "thrower ended at program.go:3 with boom", ",line=3,"},
		{"deadlock", "waiter waits", "waiter waits in Event.wait on never, which is not set; no thread ever set it, and writer ended at program.go:2, thrower ended at program.go:3 with boom.", ",line=1,"},
		{"lost-message", "a letter was lost", "a letter was lost. letter is left in letters: writer put it there", ",line=2,"},
		{"my-own", "it is wrong", "it is wrong. waiter waits in Event.wait on never", ",line=3,"},
	} {
		f := find(report.Finding{Scenario: "all", Kind: c.kind, Message: c.message}, main)
		got := strings.Join(report.Cause(f), " ")
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s is explained by %q, want %q", c.kind, got, c.want)
		}
		if other := "for ever"; c.kind == "uncaught-exception" && strings.Contains(got, "waits in") {
			t.Errorf("%s is explained by what waits %s: %q", c.kind, other, got)
		}
		var b bytes.Buffer
		if err := report.Write(&b, f, "github"); err != nil || !strings.Contains(b.String(), c.at) {
			t.Errorf("%s is shown at %q, want %q (%v)", c.kind, b.String(), c.at, err)
		}
	}
}

// TestWhatIsNamedIsShown: of a hundred switches, the step that the message names and the last line of the log stay.
func TestWhatIsNamedIsShown(t *testing.T) {
	main := func(w *sim.World) {
		x, y := queue.New(w, "x", 0), queue.New(w, "y", 0)
		body := func() {
			for i := range 100 {
				x.Put(i)
			}
		}
		w.Spawn("a", func() { body(); logging.Warning(w, "the last words"); body() })
		w.Spawn("b", func() { y.Put(42); body(); body() })
	}
	var turns []turn
	turns = append(turns, turn{"MainThread", 2})
	for range 90 {
		turns = append(turns, turn{"a", 2}, turn{"b", 2})
	}
	f := find(report.Finding{Scenario: "named", Kind: "assertion", Message: "y was written in step 4, and again in step 151"}, main, turns...)
	for _, width := range []int{60, 100, 160} {
		text := textOf(t, f, report.Options{Width: width})
		for _, want := range []string{`(?m)^ +4 .*y\.put\(42\)`, `(?m)^ +151 .*x\.put`, `the last words`} {
			if !regexp.MustCompile(want).MatchString(text) {
				t.Errorf("width %d: %s is not shown:\n%s", width, want, text)
			}
		}
		checkText(t, f, text, width, 60)
	}
}

// rounds: a thread polls an event, another one looks whether one is set, in turns; then both do so alone.
func rounds() report.Finding {
	f := report.Finding{Scenario: "rounds", Kind: "assertion", Message: "too late"}
	var turns []turn
	turns = append(turns, turn{"MainThread", 1})
	for range 30 {
		turns = append(turns, turn{"poller", 4}, turn{"spinner", 2})
	}
	turns = append(turns, turn{"poller", 200}, turn{"spinner", 100}, turn{"MainThread", 1})
	return find(f, func(w *sim.World) {
		stop, ready := event.New(w, "stop"), event.New(w, "ready")
		w.Spawn("poller", func() {
			for !stop.Wait(100 * time.Millisecond) {
			}
		})
		w.Spawn("spinner", func() {
			for !ready.IsSet() {
			}
		})
		ready.Set()
		w.Fail("assertion", "too late")
	}, turns...)
}

// TestRounds: what goes round is one row for each thread, however often it does.
func TestRounds(t *testing.T) {
	text := textOf(t, rounds(), report.Options{})
	for _, want := range []string{`… \d\d rounds of stop\.wait`, `… \d\d rounds of ready\.is_set`} {
		if !regexp.MustCompile(want).MatchString(text) {
			t.Errorf("no %s:\n%s", want, text)
		}
	}
	if lines := strings.Count(text, "\n"); lines > 40 {
		t.Errorf("%d lines:\n%s", lines, text)
	}
}

// TestRefused: a put that raised Full has put nothing, and what is empty is seen.
func TestRefused(t *testing.T) {
	f := find(report.Finding{Scenario: "refused", Kind: "x", Message: "x"}, func(w *sim.World) {
		q, x := queue.New(w, "q", 1), shared.New(w, "x", "")
		q.Put("")
		q.PutNowait(1)
		q.GetNowait()
		q.GetNowait()
		x.Load()
		w.Fail("x", "x")
	})
	text := textOf(t, f, report.Options{Verbose: true})
	for _, want := range []string{"q.put('') → 1/1 ['']", "q.put_nowait raised queue.Full", "q.get_nowait: ''", "q.get_nowait raised _queue.Empty", "read x: ''"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestLongCycle: of many threads that wait for each other the first ones are followed, and the one that closes the circle.
func TestLongCycle(t *testing.T) {
	for n, want := range map[int]string{
		5: "; t-3 waits in Lock.acquire for fork-4, which t-4 holds since step 9 (program.go:1); t-4 waits in Lock.acquire for fork-0, which t-0 holds",
		9: "; t-3 waits in Lock.acquire for fork-4, which t-4 holds since step 13 (program.go:1); and so on; t-8 waits in Lock.acquire for fork-0, which t-0 holds",
	} {
		turns := []turn{{"MainThread", n}}
		for i := range n {
			turns = append(turns, turn{"t-" + itoa(i), 1})
		}
		f := find(report.Finding{Scenario: "table", Kind: "deadlock"}, func(w *sim.World) {
			var forks []*lock.Lock
			for i := range n {
				forks = append(forks, lock.New(w, "fork-"+itoa(i)))
			}
			for i := range n {
				w.Spawn("t-"+itoa(i), func() { forks[i].Acquire(); forks[(i+1)%n].Acquire() })
			}
		}, turns...)
		if got := strings.Join(report.Cause(f), " "); !strings.Contains(got, want) {
			t.Errorf("%d threads: %s", n, got)
		}
	}
}
