package report

import (
	"fmt"
	"strings"
	"testing"

	"simrun/sim"
)

// TestLanesOfTheReason: where not every thread has room for a lane, those that the reason names have one, whatever their
// number; the others share the last.
func TestLanesOfTheReason(t *testing.T) {
	const threads = 8
	trace := &sim.Trace{End: sim.Completed}
	for i := range threads {
		trace.Threads = append(trace.Threads, sim.ThreadInfo{Name: fmt.Sprint("worker-", i), Born: -1, Done: true})
		trace.Events = append(trace.Events, sim.Event{Step: i, Thread: i, Op: "store", Object: "cell", File: "a.go", Line: 1, Switch: sim.EndedThere})
	}
	for _, pair := range [][2]int{{0, 1}, {2, 5}, {6, 7}} {
		f := Finding{Kind: "odd", Trace: trace, Why: fmt.Sprintf("It fails if a (step %d) comes before b (step %d).", pair[0], pair[1])}
		var out strings.Builder
		if err := Text(&out, f, Options{Width: 80}); err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("step  worker-%d               worker-%d               others (%d)", pair[0], pair[1], threads-2); !strings.Contains(out.String(), want) {
			t.Errorf("the reason is about %v, and the table has not %q:\n%s", pair, want, out.String())
		}
	}
}

// TestOneLane: where there is room for one lane all threads share it, and its heading does not call them the others.
func TestOneLane(t *testing.T) {
	trace := &sim.Trace{End: sim.Completed}
	for i, name := range []string{"producer", "consumer"} {
		trace.Threads = append(trace.Threads, sim.ThreadInfo{Name: name, Born: -1, Done: true})
		trace.Events = append(trace.Events, sim.Event{Step: i, Thread: i, Op: "store", Object: "cell", File: "a.go", Line: 1, Switch: sim.EndedThere})
	}
	for width, want := range map[int]string{40: "step  threads (2)", 80: "step  producer"} {
		var out strings.Builder
		if err := Text(&out, Finding{Kind: "odd", Trace: trace}, Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("in %d columns %q is not in:\n%s", width, want, out.String())
		}
	}
}

// TestNamesAlike: threads whose names would look the same in the heading keep the ends of them; others their beginnings.
func TestNamesAlike(t *testing.T) {
	for _, c := range []struct{ one, other, want string }{
		{"ThreadPoolExecutor-0_worker_10", "ThreadPoolExecutor-0_worker_11", "step  ThreadPoolExecu…rker_10  ThreadPoolExecu…rker_11  line"},
		{"the smoker with so much tobacco", "the smoker with paper", "step  the smoker with so muc…  the smoker with paper    line"},
	} {
		trace := &sim.Trace{End: sim.Completed}
		for i, name := range []string{c.one, c.other} {
			trace.Threads = append(trace.Threads, sim.ThreadInfo{Name: name, Born: -1, Done: true})
			trace.Events = append(trace.Events, sim.Event{Step: i, Thread: i, Op: "store", Object: "cell", File: "a.go", Line: 1, Switch: sim.EndedThere})
		}
		var out strings.Builder
		if err := Text(&out, Finding{Kind: "odd", Trace: trace}, Options{Width: 60}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%q is not in:\n%s", c.want, out.String())
		}
	}
}
