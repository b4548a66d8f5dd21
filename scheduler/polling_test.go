package scheduler_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/sim"
)

// pollerAndAdders has a thread that goes round until it is told to stop, beside two that may lose an update. The shortest schedule
// in which they do has no round at all.
func pollerAndAdders(w *sim.World) {
	stop, x := event.New(w, "stop"), shared.New(w, "x", 0)
	poller := thread.New(w, thread.Name("poller"), thread.Target("", func() {
		for !stop.Wait(100 * time.Millisecond) {
		}
	}))
	poller.Start()
	var adders []*thread.Thread
	for range 2 {
		adders = append(adders, thread.New(w, thread.Target("add", func() {
			for range 3 {
				x.Store(x.Load() + 1)
				w.Sleep(time.Second)
			}
		})))
		adders[len(adders)-1].Start()
	}
	for _, t := range adders {
		t.Join()
	}
	stop.Set()
	poller.Join()
	if x.Load() < 6 {
		w.Fail("lost-update", "x is %d, want 6", x.Load())
	}
}

// mostlyPoller lets the poller go round nearly all of the time.
type mostlyPoller struct{ random *rand.Rand }

func (s mostlyPoller) Choose(p *sim.Point) int {
	for i := range p.Len() {
		if p.Thread(i).Name() == "poller" && s.random.IntN(150) > 0 {
			return i
		}
	}
	return s.random.IntN(p.Len())
}

// TestShrinkLeavesRoundsOut: a fair schedule has thousands of steps, nearly all of them rounds of the thread that polls.
func TestShrinkLeavesRoundsOut(t *testing.T) {
	p := sim.Program{Name: "polling", Main: pollerAndAdders}
	o := scheduler.Options{Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, MaxSteps: 10000}}
	shrunk := 0
	for seed := uint64(0); shrunk < 3; seed++ {
		x := sim.Run(p, o.Config, mostlyPoller{rand.New(rand.NewPCG(seed, 3))})
		if len(x.Failures) == 0 || x.Steps < 3000 {
			continue
		}
		f := &scheduler.Finding{Kind: x.Failures[0].Kind, Where: x.Failures[0].Where, Token: sim.NewToken(p, x)}
		minimise.Shrink(t.Context(), o.Subject(p), f)
		t.Logf("%d steps, then %d with %d preemptions", x.Steps, f.Steps, f.Preemptions)
		if f.Steps > 60 {
			t.Errorf("seed %d: %d of %d steps are left", seed, f.Steps, x.Steps)
		}
		shrunk++
	}
}
