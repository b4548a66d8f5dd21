package sim

import (
	"runtime"
	"testing"
	"time"
)

// drawn chooses at random, the same each time.
type drawn struct{ seed uint64 }

func (d *drawn) Choose(p *Point) int {
	d.seed = Mix(d.seed)
	return int(d.seed % uint64(p.Len()))
}

// TestPlaces: random switches leave goroutines parked in the places of others; all the same each execution is right, a
// thread in the middle of its program and one that stands in Goexit are unwound, and no goroutine is left.
func TestPlaces(t *testing.T) {
	before := runtime.NumGoroutine()
	r := NewRunner()
	moved, unwound := false, 0
	for i := range 200 {
		r.Run(Program{Main: func(w *World) {
			w.GoexitEnds()
			o := New[gadget](w)
			o.Init(w, "Gadget", "", o)
			bodies := make([]func(), 5)
			for k := range bodies {
				bodies[k] = func() {
					defer func() { unwound++ }()
					for at := range 10 {
						w.Do(Op{Name: "add", Object: &o.Object})
						if t := w.Current(); t.Index() != k+1 {
							w.Fail("thread", "thread %d runs in place of %d", t.Index(), k+1)
						}
						moved = moved || w.Current().co.at != w.Current().co
						if k == 0 && at == 5 {
							runtime.Goexit()
						}
					}
					w.Do(Op{Name: "wait", Object: &o.Object, Guard: never{}})
				}
			}
			w.SpawnAll("t", bodies...)
		}}, Config{}, &drawn{uint64(i)})
		if x := &r.last; x.End != Deadlock || len(x.Failures) > 0 || len(x.Uncaught) > 0 {
			t.Fatalf("execution %d: %v %v %v", i, x.End, x.Failures, x.Uncaught)
		}
	}
	r.Close()
	if !moved || unwound != 200*5 {
		t.Errorf("moved %v, %d threads unwound, want %d", moved, unwound, 200*5)
	}
	for i := 0; runtime.NumGoroutine() > before; i++ { // a goroutine that is at its end may be counted still
		if time.Sleep(time.Millisecond); i == 2000 {
			t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
		}
	}
}
