package event_test

import (
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/internal/conformance"
	"simrun/models/thread"
	"simrun/sim"
)

const half = 500 * time.Millisecond

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) { conformance.Run(t, cases) }

var cases = []conformance.Case{
	{ID: "EV01", Want: "every schedule: is_set through set, set, clear, clear: F T T F F",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			out.Put(e.IsSet())
			e.Set()
			out.Put(e.IsSet())
			e.Set()
			out.Put(e.IsSet())
			e.Clear()
			out.Put(e.IsSet())
			e.Clear()
			out.Put(e.IsSet())
		},
		Every: []string{"F T T F F"}},
	{ID: "EV02", Want: "every schedule: all 5 waiters get True, and True again",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			got := 0
			var threads [5]*thread.Thread
			for i := range threads {
				threads[i] = conformance.Start(w, "W", func() {
					for range 2 {
						if e.Wait() {
							got++
						}
					}
				})
			}
			e.Set()
			for _, t := range threads {
				t.Join()
			}
			out.Put(got)
		},
		// Each of the 5 looks at the flag before or after the set: 2^5 traces.
		Every: []string{"10"}, Strategy: "dpor"},
	{ID: "EV04", Want: "every schedule: unset, wait(0.0) gives False at once, wait(0.5) after 0.5 s",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			before := w.Now()
			out.Put(e.Wait(0), w.Now()-before < half)
			before = w.Now()
			out.Put(e.Wait(half), w.Now()-before >= half)
		},
		Every: []string{"F T F T"}},
	{ID: "EV05", Want: "every schedule: set, wait(0) and wait(0.5) give True at once",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			e.Set()
			before := w.Now()
			out.Put(e.Wait(0), e.Wait(half), w.Now()-before < half)
		},
		Every: []string{"T T T"}},
	{ID: "EV06", Want: "every schedule: set and clear wake all who wait by then; ∃ a waiter that comes later and waits for ever",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			conformance.Start(w, "W", func() { out.Put(e.Wait()) })
			e.Set()
			e.Clear()
		},
		Every: []string{"T", "deadlock"}},
	{ID: "EV06/enrolled", Want: "every schedule: a thread that waits by then gets True although the flag is cleared before it runs",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			for range 2 {
				conformance.Start(w, "W", func() { out.Put(e.Wait()) })
			}
			w.Sleep(time.Second) // under the virtual clock they wait by then
			e.Set()
			e.Clear()
		},
		Config: sim.Config{Clock: sim.Virtual}, Every: []string{"T T"}},
	{ID: "EV07", Want: "every schedule: repr says unset, set",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "e")
			out.Put(e.Repr())
			e.Set()
			out.Put(e.Repr())
		},
		Every: []string{"<threading.Event at e: unset> <threading.Event at e: set>"}},
	{ID: "EV08", Want: "∃ wait times out, gives False, and the flag is set",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			t := conformance.Start(w, "W", func() {
				got := e.Wait(half)
				out.Put(got, e.IsSet())
			})
			e.Set()
			t.Join()
		},
		Every: []string{"T T", "F T", "F F"}},
	{ID: "EV10", Want: "every schedule: wait(-1) gives False at once",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			before := w.Now()
			out.Put(e.Wait(-time.Second), w.Now()-before < half)
		},
		Every: []string{"F T"}},
	{ID: "EV11", Want: "∃ wait gives True although the flag is not set any more: it is not read again",
		Main: func(w *sim.World, out *conformance.Out) {
			e := event.New(w, "")
			t := conformance.Start(w, "W", func() {
				got := e.Wait(half)
				out.Put(got, e.IsSet())
			})
			e.Set()
			e.Clear()
			t.Join()
		},
		Every: []string{"T F", "T T", "F F", "F T"}},
}
