package condition_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// crowds are programs in which n threads wait, and then all can go on.
var crowds = map[string]func(n int) func(w *sim.World){
	"notified": func(n int) func(w *sim.World) {
		return func(w *sim.World) {
			c, open := condition.New(w, "c", nil), false
			for range n {
				thread.New(w, thread.Target("", func() {
					c.Acquire()
					c.WaitFor(func() bool { return open })
					c.Release()
				})).Start()
			}
			w.Sleep(time.Second)
			c.Acquire()
			open = true
			c.NotifyAll()
			c.Release()
		}
	},
	"ready": func(n int) func(w *sim.World) {
		return func(w *sim.World) {
			e := event.New(w, "e")
			for range n {
				thread.New(w, thread.Target("", func() { e.Wait(); e.IsSet() })).Start()
			}
			w.Sleep(time.Second)
			e.Set()
		}
	},
	"unnamed": func(n int) func(w *sim.World) {
		return func(w *sim.World) {
			for range 3 * n {
				lock.New(w, "").Acquire()
			}
		}
	},
}

// record records an execution.
func record(n int, program func(n int) func(w *sim.World)) (allocated uint64, x *sim.Execution) {
	r, s := sim.NewRunner(), sampling.NewRunToBlock()
	defer r.Close()
	s.Begin(0)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	x = r.Run(sim.Program{Name: "crowd", Main: program(n)}, sim.Config{Record: true, MaxSteps: 1 << 20}, s)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, x
}

// A recording of four times as many threads takes about four times the memory, not sixteen: what is recorded and what is
// put together for it grows with the events.
func TestRecordingOfCrowdsGrowsWithThem(t *testing.T) {
	for name, program := range crowds {
		some, _ := record(400, program)
		more, x := record(1600, program)
		if ratio := float64(more) / float64(some); x.End != sim.Completed || ratio > 6 {
			t.Errorf("%s: %v, %d bytes, and %d of four times as many threads: %.1f times", name, x.End, some, more, ratio)
		}
	}
}

// In a crowd a wait goes on until its thread does; among few, threads that are let go on and come too late wait again.
func TestWaitsOfACrowd(t *testing.T) {
	for n, most := range map[int]int{20: 1 << 20, 300: 4 * 300} {
		_, x := record(n, crowds["notified"])
		waits := x.Trace.Waits
		if len(waits) > most || len(waits) < 2*n-1 {
			t.Errorf("%d threads: %d waits", n, len(waits))
		}
		for _, v := range waits {
			if v.Until < 0 {
				t.Errorf("%d threads: %+v is not over", n, v)
			}
		}
	}
}

func BenchmarkRecordedCrowd(b *testing.B) {
	for name, program := range crowds {
		for _, n := range []int{500, 1000, 2000} {
			b.Run(fmt.Sprint(name, "/", n), func(b *testing.B) {
				for b.Loop() {
					record(n, program)
				}
			})
		}
	}
}
