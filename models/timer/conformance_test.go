package timer_test

import (
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/models/timer"
	"simrun/sim"
)

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) { conformance.Run(t, cases) }

var cases = []conformance.Case{
	{ID: "TM01", Want: "every schedule: two timers share nothing: what the one does to its arguments the other does not see",
		Main: func(w *sim.World, out *conformance.Out) {
			for range 2 {
				var args []any
				x := timer.New(w, time.Second, func() {
					out.Put(len(args))
					args = append(args, "blah")
				})
				x.Start()
				x.Join()
			}
		},
		Every: []string{"0 0"}},
	{ID: "TM02", Want: "every schedule: cancelled before its start, it calls nothing, is finished, and can be joined",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { out.Put("called") })
			x.Cancel()
			x.Start()
			x.Join()
			out.Put(x.Finished().IsSet(), x.IsAlive(), x.Name())
		},
		Every: []string{"T F Thread-1"}},
	{ID: "TM03", Want: "every schedule: after it has called, it is finished and cannot be started again",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() {})
			x.Start()
			x.Join()
			out.Put(x.Finished().IsSet(), conformance.Try(x.Start))
		},
		Every: []string{"T RuntimeError: threads can only be started once"}},
	{ID: "TM03/run", Want: "every schedule: run may be called by hand, before and after the start, and calls nothing once the timer is finished",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { out.Put("called") })
			out.Put(conformance.Try(x.Run), conformance.Try(x.Run))
			x.Start()
			x.Join()
			out.Put(conformance.Try(x.Run))
		},
		Every: []string{"called ok ok ok"}},
	{ID: "TM04", Want: "∃ called and ∃ not called, if cancel and the end of the interval meet; ∄ twice",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { out.Put("called") })
			x.Start()
			x.Cancel()
			x.Join()
		},
		Every: []string{"", "called"}},
	{ID: "TM04/late", Want: "∃ called although cancel has returned: it came after the timer's last look",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { logging.Print(w, "called") })
			x.Start()
			x.Cancel()
			logging.Print(w, "cancelled")
			x.Join()
		},
		Log: true, Every: []string{"[cancelled]", "[called] [cancelled]", "[cancelled] [called]"}},
	{ID: "TM05", Want: "every schedule: an interval of 0 or less calls at once",
		Main: func(w *sim.World, out *conformance.Out) {
			for _, interval := range []time.Duration{0, -time.Second} {
				x := timer.New(w, interval, func() { out.Put(w.Now() < time.Second) })
				x.Start()
				x.Join()
			}
		},
		Every: []string{"T T"}},
	{ID: "TM06", Want: "every schedule: if the function raises, the timer is never finished",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { panic(sim.ValueError("x")) })
			x.Start()
			x.Join()
			out.Put(x.Finished().IsSet())
		},
		Every: []string{"F Thread-1 raised ValueError: x"}},
	{ID: "TM08", Want: "every schedule: cancel after the call, and twice, does nothing",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { out.Put("called") })
			x.Start()
			x.Join()
			x.Cancel()
			x.Cancel()
			out.Put(x.Finished().IsSet())
		},
		Every: []string{"called T"}},
	{ID: "TM07", Want: "every schedule: the process waits for a timer that has not gone off",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { out.Put("called") })
			out.Put(x.Daemon())
			x.Start()
			thread.AtExit(w, func() { out.Put("exit") })
		},
		Every: []string{"F called exit"}},
	{ID: "TM07/daemon", Want: "∃ a daemon's timer does not go off before the process is gone",
		Main: func(w *sim.World, out *conformance.Out) {
			x := timer.New(w, time.Second, func() { out.Put("called") })
			x.SetDaemon(true)
			x.Start()
		},
		Every: []string{"", "called"}},
}
