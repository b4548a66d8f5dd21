package python

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"simrun/sim"
)

// TestAllUnread: what five tasks leave unread at two lines is two sentences, in the order of the lines, however the tasks came.
func TestAllUnread(t *testing.T) {
	a := sim.Failure{Kind: unread, Message: "nobody was given A", Where: "s.py:5"}
	b := sim.Failure{Kind: unread, Message: "nobody was given B", Where: "s.py:7"}
	want := sim.Failure{Kind: unread, Message: "nobody was given A (2 times); nobody was given B (3 times)", Where: "s.py:5; s.py:7"}
	if diff := cmp.Diff(want, allUnread([]sim.Failure{b, a, b, b, a})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(a, allUnread([]sim.Failure{a})); diff != "" {
		t.Error(diff)
	}
}
