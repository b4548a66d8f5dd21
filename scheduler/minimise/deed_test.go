package minimise

import (
	"testing"

	"simrun/sim"
)

// TestDeed: an access to a variable of a script is called as the table of a report calls it.
func TestDeed(t *testing.T) {
	trace := &sim.Trace{Threads: []sim.ThreadInfo{{Name: "planner"}}}
	for _, c := range []struct{ op, kind, object, want string }{
		{"load", "Var", "agenda", "planner's read of agenda"},
		{"store", "Var", "Plan.next", "planner's write of Plan.next"},
		{"list.append", "Var", "agenda", "planner's agenda.append"},
		{"Queue.put", "Queue", "jobs", "planner's jobs.put"},
		{"Thread.bootstrap", "Started", "the start of planner", "planner's beginning"},
		{"Thread.bootstrap", "Thread", "planner", "planner's beginning"},
		{"_thread.bootstrap", "", "", "planner's beginning"},
		{"Thread.started", "Started", "the start of worker", "planner's start of worker"},
	} {
		if got := deed(trace, &sim.Event{Op: c.op, Kind: c.kind, Object: c.object}, 0); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.op, c.object, got, c.want)
		}
	}
}
