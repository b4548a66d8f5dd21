package shared_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/shared"
	"simrun/sim"
)

// inWorld runs f in the main thread of a world.
func inWorld(mode sim.Switching, f func(w *sim.World)) {
	sim.Run(sim.Program{Main: f}, sim.Config{Switching: mode}, conformance.CarryOn{})
}

// TestNoAllocation holds the operations of a search's inner loop to none.
func TestNoAllocation(t *testing.T) {
	for _, mode := range []sim.Switching{sim.Call, sim.Bytecode} {
		inWorld(mode, func(w *sim.World) {
			x, s := shared.New(w, "x", 1000), shared.New(w, "s", "text")
			for name, f := range map[string]func(){
				"load, store": func() { x.Store(x.Load() + 1) },
				"add":         func() { x.Add(1000); x.FetchAdd(1) },
				"swap":        func() { x.CompareAndSwap(x.Load(), x.Load()+1); x.CompareAndSwap(-1, 0) },
				"text":        func() { s.Store(s.Load()); s.CompareAndSwap("text", "text") },
				"poll":        func() { shared.Poll(w) },
			} {
				f()
				if n := testing.AllocsPerRun(100, f); n != 0 {
					t.Errorf("%v: %s: %v allocations", mode, name, n)
				}
			}
		})
	}
}

// kilo is a number type that the language does not name.
type kilo float64

func TestNumbers(t *testing.T) {
	inWorld(sim.Call, func(w *sim.World) {
		d := shared.New(w, "", time.Second)
		if got := d.Add(time.Second); got != 2*time.Second || d.FetchAdd(1) != got {
			t.Error(got)
		}
		if f := shared.New(w, "", 0.5); f.FetchAdd(0.25) != 0.5 || f.Load() != 0.75 {
			t.Error(f.Load())
		}
		if k := shared.New(w, "", kilo(1)); k.Add(2) != 3 {
			t.Error(k.Load())
		}
		if u := shared.New(w, "", uint8(255)); u.Add(1) != 0 {
			t.Error(u.Load())
		}
		if c := shared.New(w, "", complex64(1i)); c.Add(1) != 1+1i {
			t.Error(c.Load())
		}
	})
	defer func() {
		if r := recover(); r == nil {
			t.Error("a text was added to")
		}
	}()
	inWorld(sim.Call, func(w *sim.World) { shared.New(w, "", "a").Add("b") })
}
