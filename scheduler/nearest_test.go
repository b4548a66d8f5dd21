package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"simrun/internal/contradiction"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/sim"
)

// onlyFinding explores the program in full and returns its one finding.
func onlyFinding(t *testing.T, p sim.Program, o scheduler.Options) *scheduler.Finding {
	t.Helper()
	o.Strategy = "dfs"
	r := explore(t, p, o)
	if len(r.Findings) != 1 {
		t.Fatalf("%d findings, want one", len(r.Findings))
	}
	return r.Findings[0]
}

// The write must come before the check. What else the threads do, in whatever order, is not worth a word.
func TestWhyNamesTheReordering(t *testing.T) {
	f := onlyFinding(t, sim.Program{Main: func(w *sim.World) {
		flag, other := shared.New(w, "flag", 0), shared.New(w, "other", 0)
		w.Spawn("writer", func() { other.FetchAdd(1); flag.Store(1) })
		w.Spawn("checker", func() {
			other.FetchAdd(1)
			if flag.Load() == 0 {
				w.Fail("early", "it is not set yet")
			}
		})
	}}, scheduler.Options{Config: sim.Config{Switching: sim.Bytecode}})
	if want := "It fails if checker's flag.load (step 3) comes before writer's flag.store; the other way round it passes."; f.Why != want {
		t.Errorf("%q, want %q", f.Why, want)
	}
	if f.Passing == nil || f.Passing.End != sim.Completed {
		t.Fatalf("the schedule that passes is %+v", f.Passing)
	}
	same := 0
	for same < len(f.Trace.Events) && f.Trace.Events[same].Op == f.Passing.Events[same].Op &&
		f.Trace.Events[same].Thread == f.Passing.Events[same].Thread {
		same++
	}
	if e := f.Trace.Events[same]; e.Op != "Var.load" {
		t.Errorf("the two part at %s, want at the check, the last moment", e.Op)
	}
}

// Two locks in two orders: the choice that decides is the second thread's first lock, when the first has its own.
func TestWhyOfADeadlock(t *testing.T) {
	f := onlyFinding(t, sim.Program{Main: func(w *sim.World) {
		a, b := lock.New(w, "a"), lock.New(w, "b")
		both := func(x, y *lock.Lock) func() {
			return func() { x.Acquire(); y.Acquire(); y.Release(); x.Release() }
		}
		w.Spawn("one", both(a, b))
		w.Spawn("two", both(b, a))
	}}, scheduler.Options{Properties: []sim.Property{noDeadlock{}}})
	first, second := "one", "two"
	if strings.HasPrefix(f.Why, "It fails if one") {
		first, second = second, first
	}
	if !strings.HasPrefix(f.Why, "It fails if "+second+"'s ") || !strings.Contains(f.Why, " comes before "+first+"'s ") {
		t.Errorf("%q", f.Why)
	}
}

// A value may decide, too.
func TestWhyOfAValue(t *testing.T) {
	f := onlyFinding(t, sim.Program{Main: func(w *sim.World) {
		x := shared.New(w, "x", 0)
		x.Store(1)
		if w.Choose(3) == 1 {
			w.Fail("one", "it is one")
		}
	}}, scheduler.Options{})
	if want := "It fails if MainThread's choice in step 0 is 1; with 0 it passes."; f.Why != want {
		t.Errorf("%q, want %q", f.Why, want)
	}
}

// What always fails has no schedule that passes.
func TestWhyOfWhatAlwaysFails(t *testing.T) {
	f := onlyFinding(t, sim.Program{Main: func(w *sim.World) {
		x := shared.New(w, "x", 0)
		for range 2 {
			w.Spawn("t", func() { x.FetchAdd(1) })
		}
		w.Fail("always", "it fails")
	}}, scheduler.Options{})
	if f.Why != "" || f.Passing != nil {
		t.Errorf("%q", f.Why)
	}
}

// A value that is none any more where the thread goes another way may make the difference as well: then the order alone
// is not said to. The writer comes second in 1 of 2 orders, and the reader then chooses one of three.
func TestWhyWhereValuesDiffer(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		x := shared.New(w, "x", 0)
		w.SpawnAll("t", func() {
			if x.Load() == 1 {
				w.Choose(2)
			} else if w.Choose(3) >= 0 {
				w.Fail("early", "it is not set yet")
			}
		}, func() { x.Store(1) })
	}}
	for seed := range uint64(30) {
		o := scheduler.Options{Strategy: "random", Seed: seed, NoShrink: true, First: true, Executions: 100}
		f := explore(t, p, o).Findings[0]
		minimise.Compare(context.Background(), o.Subject(p), f)
		step := f.Trace.Events[f.Trace.Chosen[0].Event].Step
		want := fmt.Sprintf("It fails if t 1's x.load (step %d) comes before t 2's x.store; the other way round it passes.", step)
		if f.Trace.Chosen[0].Value == 2 {
			want = fmt.Sprintf("It fails if t 1's x.load comes next in step %d; if t 2's x.store does, it passes.", step)
		}
		if f.Why != want {
			t.Errorf("%v: %q, want %q", f.Trace.Chosen, f.Why, want)
		}
	}
}

// A thread that goes another way does not come to the same operation: nothing is said of that. The second thread takes
// the lock before the event is set, or behind it, and never is its acquire the one that decides.
func TestWhyOfAThreadThatGoesAnotherWay(t *testing.T) {
	f := onlyFinding(t, sim.Program{Main: func(w *sim.World) {
		flag, l := shared.New(w, "flag", 0), lock.New(w, "l")
		w.Spawn("setter", func() { l.Acquire(); flag.Store(1); l.Release() })
		w.Spawn("other", func() {
			if flag.Load() == 0 {
				l.Acquire()
				l.Release()
				w.Fail("early", "it is not set yet")
			}
			l.Acquire()
			l.Release()
		})
	}}, scheduler.Options{})
	if want := "It fails if other's flag.load (step 2) comes before setter's flag.store; the other way round it passes."; f.Why != want {
		t.Errorf("%q, want %q", f.Why, want)
	}
}

// noDeadlock is a property as package properties has it.
type noDeadlock struct{}

func (noDeadlock) Name() string { return "no deadlock" }

func (noDeadlock) Check(x *sim.Execution) *sim.Failure {
	if x.End != sim.Deadlock {
		return nil
	}
	return &sim.Failure{Kind: "deadlock", Message: "deadlock", Where: "somewhere"}
}

// The start of a pool's worker is called by the task that the worker runs, as its column is: the thread that submits
// comes too late if the process ends before that.
func TestWhyNamesAWorkerAsItsColumn(t *testing.T) {
	p := sim.Program{Main: func(w *sim.World) {
		pool := executor.New(w, 2)
		thread.New(w, thread.Name("backup"), thread.Target("backup", func() {
			for range 2 {
				pool.Submit("upload", func() any { return nil }).Result()
			}
		})).Start()
	}}
	o := scheduler.Options{Properties: properties.Default(), Strategy: "auto", Executions: 400, Config: sim.Config{Switching: sim.Call}}
	for _, f := range explore(t, p, o).Findings {
		if strings.HasSuffix(f.Why, "if backup's upload.started does, it passes.") && contradiction.Of(p, o, f) == nil {
			return
		}
		t.Logf("%q", f.Why)
	}
	t.Error("no finding says that it passes if backup's upload.started comes next")
}
