package sharing

import (
	"fmt"
	"reflect"
	"testing"

	"simrun/models/shared"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// sampledBy has executions of all schedules of a program kept by samples, each by that of its number modulo theirs.
func sampledBy(p sim.Program, samples ...*Sample) (executions int) {
	s := systematic.NewDFS()
	for ; s.Begin(executions); executions++ {
		x := sim.Run(p, sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true}, s)
		s.End(x)
		samples[executions%len(samples)].Add(x)
	}
	return executions
}

// TestSampleOfTasks: what a search keeps of its executions does not depend on how they are divided among tasks, nor on the order in which these
// are over. Six threads that write one variable have 720 schedules, each with a trace of its own, of which at most 256 are kept.
func TestSampleOfTasks(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		x := shared.New(w, "x", 0)
		var bodies []func()
		for i := range 6 {
			bodies = append(bodies, func() { x.Store(i) })
		}
		w.SpawnAll("t", bodies...)
	}}
	var all, one, other, two, another Sample
	if n := sampledBy(p, &all); n != 720 || len(all.All()) > sampleLimit || len(all.All()) < sampleLimit/4 {
		t.Fatalf("%d of %d executions are kept", len(all.All()), n)
	}
	sampledBy(p, &one, &other)
	sampledBy(p, &two, &another)
	one.Merge(&other)
	another.Merge(&two)
	if !reflect.DeepEqual(one.All(), all.All()) || !reflect.DeepEqual(another.All(), all.All()) {
		t.Errorf("%d executions are kept of one task, %d and %d of two", len(all.All()), len(one.All()), len(another.All()))
	}
}

// TestClashOfTasks: of two tasks one has seen the executions in which a comes first, the other one those in which b does. The threads
// share a variable that is none of the models, so that each pair has one trace and two ends. Of the ten pairs always the same one is told.
func TestClashOfTasks(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		x, y, order := shared.New(w, "x", 0), shared.New(w, "y", 0), ""
		w.OnEnd(func() { w.Observe("order", order) })
		w.Choose(10)
		w.SpawnAll("t", func() { x.Store(1); order += "a" }, func() { y.Store(1); order += "b" })
	}}
	told := map[string]int{}
	for range 20 {
		var one, other Sample
		if n := sampledBy(p, &one, &other); n != 20 || one.clash != nil || other.clash != nil {
			t.Fatalf("%d executions, want 20; each of the two has one of each trace: %v, %v", n, one.clash, other.clash)
		}
		one.Merge(&other)
		if one.clash == nil {
			t.Fatal("nobody has seen that they end in two ways")
		}
		told[fmt.Sprint(*one.clash)]++
	}
	if len(told) > 1 {
		t.Errorf("%d of the pairs are told, now one and now another", len(told))
	}
}
