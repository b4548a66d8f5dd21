package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"simrun/models/condition"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/report"
	"simrun/sim"
)

// TestOneName: of threads that have one name a report says which is meant. Who is joined, or was woken, was said to be the last of them.
func TestOneName(t *testing.T) {
	waits := func(w *sim.World) {
		l := lock.New(w, "lock")
		list := []*thread.Thread{
			thread.New(w, thread.Name("work"), thread.Target("", func() { l.Acquire(); l.Acquire() })),
			thread.New(w, thread.Name("work"), thread.Target("", func() {})),
		}
		for _, t := range list {
			t.Start()
		}
		list[1].Join()
		list[0].Join()
	}
	wakes := func(w *sim.World) {
		changed := condition.New(w, "changed", nil)
		for range 2 {
			t := thread.New(w, thread.Name("work"), thread.Target("", func() {
				changed.Acquire()
				changed.Wait()
				changed.Release()
			}))
			t.Start()
			w.Sleep(time.Second)
		}
		changed.Acquire()
		changed.Notify()
		changed.Release()
	}
	for _, c := range []struct {
		main func(*sim.World)
		want []string
	}{
		{waits, []string{"MainThread waits in Thread.join for work 1 to end", "✗ work 1.join for ever", "work 2.join: ended"}},
		{wakes, []string{"work 2 waits in Condition.wait on changed", "MainThread woke its waiters, the last time work 1 in step"}},
	} {
		var out bytes.Buffer
		f := find(report.Finding{Scenario: "alike", Kind: "deadlock"}, c.main)
		if err := report.Text(&out, f, report.Options{Width: 200, Verbose: true}); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in:\n%s", want, out.String())
			}
		}
	}
}
