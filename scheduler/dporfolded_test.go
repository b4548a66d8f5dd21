package scheduler_test

import (
	"testing"
	"time"

	"simrun/models/logging"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// TestTheGuardOfASleep: a sleep has a guard and no object, so that the first object of its step is that of an operation
// which was folded into it, and has nothing to do with the guard.
func TestTheGuardOfASleep(t *testing.T) {
	for name, main := range map[string]func(w *sim.World){
		"log": func(w *sim.World) {
			w.SpawnAll("t", func() { logging.Print(w, "a") }, func() { w.Sleep(time.Second); logging.Print(w, "b") })
		},
		"spawn": func(w *sim.World) {
			w.SpawnAll("t", func() { w.Spawn("u", func() {}) }, func() { w.Sleep(time.Second); w.Spawn("v", func() {}) })
		},
	} {
		t.Run(name, func(t *testing.T) { sameTracesAsDFS(t, main) })
	}
}

// TestThreadsThatTheEndCreates: the last step starts a thread and ends the execution. The thread cannot come before it.
func TestThreadsThatTheEndCreates(t *testing.T) {
	for name, main := range map[string]func(w *sim.World){
		"exit": func(w *sim.World) {
			x := shared.New(w, "x", 0)
			thread.StartNewThread(w, "t", func() { x.Store(1) })
		},
		"fail": func(w *sim.World) { w.Spawn("t", func() {}); w.Fail("over", "") },
	} {
		t.Run(name, func(t *testing.T) { sameTracesAsDFS(t, main) })
	}
}

// sameTracesAsDFS compares in every switching mode.
func sameTracesAsDFS(t *testing.T, main func(w *sim.World)) {
	for _, mode := range []sim.Switching{sim.Block, sim.IO, sim.Call, sim.Bytecode} {
		cfg := sim.Config{Switching: mode, Clock: sim.Anytime, Fingerprint: true}
		plain := explore(t, sim.Program{Main: main}, scheduler.Options{Config: cfg, Strategy: "dfs", NoShrink: true})
		dpor := explore(t, sim.Program{Main: main}, scheduler.Options{Config: cfg, Strategy: "dpor", NoShrink: true})
		if !dpor.Exhausted || dpor.DistinctTraces != plain.DistinctTraces {
			t.Errorf("%v: %d traces, there are %d", mode, dpor.DistinctTraces, plain.DistinctTraces)
		}
	}
}
