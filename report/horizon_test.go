package report_test

import (
	"strings"
	"testing"

	"simrun/models/event"
	"simrun/models/queue"
	"simrun/report"
	"simrun/sim"
)

// A message is put that nobody takes, and its thread goes on for some steps, which have nothing to do with that: they are
// counted, also where no other thread comes between. One of them is shown, as a row that counts it would be as long.
func TestHorizon(t *testing.T) {
	for _, c := range []struct {
		later  int
		behind string // the put
	}{{0, ""}, {1, "3 e.set → set :4"}, {2, "… 2 more steps"}, {3, "… 3 more steps"}} {
		f := find(report.Finding{Kind: "lost-message", Message: "a message was put and never taken"}, func(w *sim.World) {
			q, e := queue.New(w, "q", 0), event.New(w, "e")
			w.Spawn("producer", func() {
				e.Clear()
				q.Put("mail")
				for range c.later {
					e.Set()
				}
			})
		})
		_, rows, _ := strings.Cut(textOf(t, f, report.Options{}), "q.put(mail) → 1 [mail]")
		rows, _, _ = strings.Cut(rows, "\n\nseed")
		_, rows, _ = strings.Cut(rows, "\n")
		if got := strings.Join(strings.Fields(rows), " "); got != c.behind {
			t.Errorf("%d steps after the put:\n%q, want\n%q", c.later, got, c.behind)
		}
	}
}
