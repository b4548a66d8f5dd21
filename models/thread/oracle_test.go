package thread_test

import (
	"slices"
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/sim"
)

// firstThread is the first program of the introduction to threading: S starting, F finishing, W wait, D done.
func firstThread(daemon, join bool) func(*sim.World, *conformance.Out) {
	return func(w *sim.World, _ *conformance.Out) {
		logging.BasicConfig(w, logging.Config{Level: logging.INFO})
		x := thread.New(w, thread.Target("thread_function", func() {
			logging.Info(w, "S")
			w.Sleep(2 * time.Second)
			logging.Info(w, "F")
		}), thread.Daemon(daemon))
		x.Start()
		logging.Info(w, "W")
		if join {
			x.Join()
		}
		logging.Info(w, "D")
	}
}

// TestFirstThread finds exactly the orders of lines that the program can have: every interleaving in which S stands
// before F, W before D, and what is joined before D; a daemon's lines may be missing at the end. Under the virtual
// clock F comes two seconds late.
func TestFirstThread(t *testing.T) {
	for _, c := range []struct {
		name             string
		daemon, join     bool
		anytime, virtual []string
	}{
		{"daemon=False", false, false,
			[]string{"SFWD", "SWDF", "SWFD", "WDSF", "WSDF", "WSFD"}, []string{"SWDF", "WDSF", "WSDF"}},
		{"daemon=False join", false, true, []string{"SFWD", "SWFD", "WSFD"}, []string{"SWFD", "WSFD"}},
		{"daemon=True", true, false,
			[]string{"SFWD", "SWD", "SWDF", "SWFD", "WD", "WDS", "WDSF", "WSD", "WSDF", "WSFD"}, []string{"SWD", "WD", "WDS", "WSD"}},
		{"daemon=True join", true, true, []string{"SFWD", "SWFD", "WSFD"}, []string{"SWFD", "WSFD"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for clock, want := range map[sim.Clock][]string{sim.Anytime: c.anytime, sim.Virtual: c.virtual} {
				var orders []string
				outcomes, n := conformance.Search(t, &conformance.Case{ID: c.name, Main: firstThread(c.daemon, c.join),
					Config: sim.Config{Clock: clock}, Last: func(x *sim.Execution, out *conformance.Out) {
						order := ""
						for _, l := range x.Log {
							order += l.Text
						}
						out.Put(order)
					}})
				orders = append(orders, outcomes...)
				slices.Sort(orders)
				if !slices.Equal(orders, want) {
					t.Errorf("%v: %q, want %q", clock, orders, want)
				}
				t.Logf("%v: %d orders in %d executions", clock, len(orders), n)
			}
		})
	}
}
