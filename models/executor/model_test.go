package executor_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\ngot  %v\nwant %v", what, got, want)
	}
}

// TestState is how a pool and a future are shown in traces, and for whom a thread waits.
func TestState(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		p := executor.New(w, 2, executor.Prefix("pool"))
		check(t, "new", p.State(), "0/2 workers")
		gate := executor.NewFuture(w, "gate")
		a := p.Submit("a", func() any { gate.Result(); return 1 })
		w.Sleep(time.Second)
		check(t, "running", fmt.Sprint(p.State(), a.State(), a.Worker(), a.WaitsFor(nil)), "1/2 workersRUNNINGpool_0 [pool_0]")
		check(t, "label", a.Worker().Label, "a")
		p.Submit("b", give(2))
		w.Sleep(time.Second)
		c, d := p.Submit("c", func() any { gate.Result(); return nil }), p.Submit("d", give(2))
		w.Sleep(time.Second)
		check(t, "waiting", fmt.Sprint(p.State(), d.WaitsFor(nil)), "2/2 workers, waiting: d[pool_0 pool_1]")
		check(t, "its own worker", c.WaitsFor(nil), fmt.Sprint("[", c.Worker(), "]"))
		check(t, "gate", gate.WaitsFor(nil), []*sim.Thread(nil))
		gate.SetResult(nil)
		p.Shutdown()
		check(t, "shut down", fmt.Sprint(p.State(), c.State(), len(p.Futures())), "2/2 workers, shut downFINISHED4")
	})
	conformance.Once(func(w *sim.World) {
		p := executor.New(w, 3)
		p.Submit("a", give(1)).Result()
		w.Sleep(time.Second)
		check(t, "idle", p.State(), "1/3 workers, 1 idle")
		p.Submit("b", give(1))
		check(t, "idle no more", p.State(), "1/3 workers, waiting: b")
	})
}

// TestRaised: what a task panics with is the error itself, or is wrapped.
func TestRaised(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		p := executor.New(w, 1)
		own := errors.New("own")
		f, g := p.Submit("f", func() any { panic(own) }), p.Submit("g", func() any { panic(7) })
		_, err := f.Result()
		check(t, "error", err == own, true)
		check(t, "repr of an error", f.Repr(), "<Future at f state=finished raised errorString>")
		_, err = g.Result()
		check(t, "value", fmt.Sprintf("%T %v", err, err), "*executor.Raised 7")
		check(t, "repr of a value", g.Repr(), "<Future at g state=finished raised int>")
	})
}

// TestReprOfValues names the types as Python would.
func TestReprOfValues(t *testing.T) {
	conformance.Once(func(w *sim.World) {
		for _, c := range []struct {
			value any
			want  string
		}{
			{nil, "NoneType"}, {true, "bool"}, {uint8(1), "int"}, {1.5, "float"}, {"a", "str"}, {map[int]int{}, "dict"},
			{[]int{}, "list"}, {sim.Config{}, "Config"},
		} {
			f := executor.NewFuture(w, "f")
			f.SetResult(c.value)
			check(t, "repr", f.Repr(), "<Future at f state=finished returned "+c.want+">")
		}
	})
}

// TestKilled: while a thread is unwound pools and futures stay as they are, and loops end.
func TestKilled(t *testing.T) {
	var p *executor.Executor
	var f *executor.Future
	state := ""
	conformance.Once(func(w *sim.World) {
		p = executor.New(w, 1)
		gate := executor.NewFuture(w, "gate")
		f = p.Submit("first", func() any { gate.Result(); return 1 })
		queued := p.Submit("second", give(1))
		w.OnEnd(func() { state = fmt.Sprint(p.State(), f.State(), gate.State(), queued.State(), len(p.Futures())) })
		defer func() {
			for {
				if _, err := gate.Result(time.Second); err != executor.ErrTimeout {
					break
				}
			}
			for !gate.Done() {
			}
			gate.SetResult(1)
			gate.AddDoneCallback(func(*executor.Future) { t.Error("called") })
			queued.Cancel()
			p.Submit("third", give(1)).Result()
			p.Map("fourth", double, []any{1}).Next()
			executor.Wait(p.Futures(), executor.FirstCompleted)
			for range executor.AsCompleted(p.Futures()) {
				t.Error("given")
			}
			p.Drop()
			p.Shutdown(executor.CancelFutures())
			state += fmt.Sprint(" ", p.State(), f.State(), gate.State(), queued.State(), len(p.Futures()))
		}()
		gate.Result()
	})
	const want = "1/1 workers, waiting: secondRUNNINGPENDINGPENDING2"
	check(t, "state", state, want+" "+want)
}
