package report_test

import (
	"fmt"
	"strings"
	"testing"

	"simrun/models/event"
	"simrun/models/thread"
	"simrun/report"
	"simrun/sim"
)

// waits has a thread for each of n events, which waits for it. Nobody sets any. One more thread ends.
func waits(n int) string {
	return strings.Join(report.Cause(find(report.Finding{Kind: "deadlock", Message: "stuck"}, func(w *sim.World) {
		quits := event.New(w, "quits")
		thread.New(w, thread.Name("quitter"), thread.Target("", func() { quits.IsSet() })).Start()
		for i := range n {
			e := event.New(w, fmt.Sprint("e", i))
			thread.New(w, thread.Name(fmt.Sprint("waiter ", i)), thread.Target("", func() { e.Wait() })).Start()
		}
	})), " ")
}

// Three groups of threads that wait for different things are named. Of four, two are, and the rest counted.
func TestManyWaits(t *testing.T) {
	const one = "waiter %d waits in Event.wait on e%[1]d, which is not set; no thread ever set it, and quitter ended at program.go:1."
	const main = " MainThread waits in Thread.join for waiter 0 to end."
	named := func(n int) (text []string) {
		for i := range n {
			text = append(text, fmt.Sprintf(one, i))
		}
		return text
	}
	for n, want := range map[int]string{
		1: strings.Join(named(1), " ") + main,
		3: strings.Join(named(3), " ") + main,
		4: strings.Join(named(2), " ") + " 2 more groups of threads wait as well." + main,
		5: strings.Join(named(2), " ") + " 3 more groups of threads wait as well." + main,
	} {
		if got := waits(n); got != want {
			t.Errorf("%d threads wait:\n%s\nwant\n%s", n, got, want)
		}
	}
}
