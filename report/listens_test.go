package report

import (
	"strings"
	"testing"

	"simrun/sim"
)

// TestListens: of a server that looks for connections again and again a report says that none comes from outside, and not of a thread that does
// something else meanwhile.
func TestListens(t *testing.T) {
	for _, other := range []string{"Listener", "Event"} {
		trace := &sim.Trace{End: sim.Livelock, Threads: []sim.ThreadInfo{{Name: "serve"}}}
		for _, kind := range []string{"Event", "Listener", "Listener", other} {
			trace.Events = append(trace.Events, sim.Event{Op: "socket.accept", Object: "listener", Kind: kind})
		}
		text := strings.Join(Cause(Finding{Kind: sim.LivelockKind, Message: "serve: nothing has changed", Trace: trace}), " ")
		if says := strings.Contains(text, "nobody connects from outside"); says != (other == "Listener") {
			t.Errorf("with %s at the end: %q", other, text)
		}
	}
}
