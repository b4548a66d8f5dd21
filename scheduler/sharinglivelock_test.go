package scheduler_test

import (
	"testing"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/scheduler"
	"simrun/sim"
)

// TestSharingIsNoLivelock: a thread that polls and gives up comes to its end where another one changes something meanwhile, and is called a
// livelock if all of that comes before, however its steps commute with it. That is no reason to say that they share something.
func TestSharingIsNoLivelock(t *testing.T) {
	for name, c := range map[string]struct{ polls, livelock int }{"a low limit": {20, 5}, "the default": {2*sim.DefaultLivelock + 50, 0}} {
		p := sim.Program{Name: "polls", Main: func(w *sim.World) {
			polled, l := event.New(w, "polled"), lock.New(w, "l")
			w.SpawnAll("t", func() {
				for range c.polls {
					polled.IsSet()
				}
			}, func() {
				for range c.polls / 2 {
					l.Acquire()
					l.Release()
				}
			})
		}}
		for _, strategy := range []string{"random", "pct", "dpor"} {
			r := explore(t, p, scheduler.Options{
				Strategy: strategy, Executions: 3, NoShrink: true, Config: sim.Config{Clock: sim.Anytime, Livelock: c.livelock},
			})
			if r.Sharing != nil {
				t.Errorf("%s, %s: %s", name, strategy, r.Sharing.Message)
			}
		}
	}
}
