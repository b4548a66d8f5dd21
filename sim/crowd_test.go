package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/sim"
)

// turnstile is a semaphore whose waiters stand before a gate, or before the same guard without the mark.
type turnstile struct {
	sim.Object
	permits int
	marked  bool
}

// open is its guard: room for as many as the argument says.
type open turnstile

func (g *open) Effect(t *sim.Thread) sim.Effect {
	if g.permits < t.Pending().Arg {
		return sim.Blocks
	}
	return sim.Writes
}

// openGate is the same guard, marked.
type openGate turnstile

func (g *openGate) Effect(t *sim.Thread) sim.Effect { return (*open)(g).Effect(t) }
func (*openGate) Gate()                             {}

func (s *turnstile) enter(permits int) {
	op := sim.Op{Name: "enter", Object: &s.Object, Guard: (*open)(s), Arg: permits}
	if s.marked {
		op.Guard = (*openGate)(s)
	}
	if s.World().Do(op) {
		s.permits -= permits
	}
}

func (s *turnstile) leave(permits int) {
	if s.World().Do(sim.Op{Name: "leave", Object: &s.Object}) {
		s.permits += permits
	}
}

// crowded has n threads pass two turnstiles, some with one permit and some with two; a few create others meanwhile.
func crowded(n int, marked bool) func(w *sim.World) {
	return func(w *sim.World) {
		var stiles [2]turnstile
		for i := range stiles {
			stiles[i] = turnstile{permits: 2, marked: marked}
			stiles[i].Init(w, "Turnstile", fmt.Sprint("stile ", i), &stiles[i])
		}
		pass := func(i int) {
			s, permits := &stiles[i%2], 1+i/2%2
			s.enter(permits)
			w.Logf("%d is in", i)
			s.leave(permits)
		}
		for i := range n {
			w.Spawn(fmt.Sprint(i), func() {
				pass(i)
				if i%5 == 0 {
					w.Spawn(fmt.Sprint("child of ", i), func() { pass(i + 1) })
				}
				pass(i + 1)
			})
		}
	}
}

// TestCrowd: where many threads wait for an object, looking at the gate once for all of them gives the same executions
// as looking at each thread's guard: same choices, log and trace. 40 threads and 8 children are a crowd, 3 are none.
func TestCrowd(t *testing.T) {
	one, all := sim.NewRunner(), sim.NewRunner()
	defer one.Close()
	defer all.Close()
	for _, n := range []int{3, 40, 200} {
		for seed := range uint64(60) {
			cfg := sim.Config{Clock: sim.Anytime, Fingerprint: true, Record: seed%3 == 0}
			x := one.Run(sim.Program{Main: crowded(n, false)}, cfg, &drawn{state: seed})
			y := all.Run(sim.Program{Main: crowded(n, true)}, cfg, &drawn{state: seed})
			if x.End != sim.Completed || y.End != x.End || x.Fingerprint != y.Fingerprint || x.Steps != y.Steps ||
				fmt.Sprint(x.Schedule()) != fmt.Sprint(y.Schedule()) || fmt.Sprint(x.Log) != fmt.Sprint(y.Log) {
				t.Fatalf("%d threads, seed %d: %v, %d steps, and %v, %d steps as a crowd", n, seed, x.End, x.Steps, y.End, y.Steps)
			}
			if x.Trace != nil && waits(x.Trace) != waits(y.Trace) {
				t.Fatalf("%d threads, seed %d: other waits", n, seed)
			}
		}
	}
}

// waits are the waits of a trace as text, sorted: several that one event begins have no order of their own.
func waits(t *sim.Trace) string {
	var list []string
	for _, w := range t.Waits {
		list = append(list, fmt.Sprint(w))
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// drawn chooses at random.
type drawn struct{ state uint64 }

func (d *drawn) Choose(p *sim.Point) int {
	d.state++
	return int(sim.Mix(d.state<<32^uint64(p.Step())) % uint64(p.Len()))
}

// BenchmarkTimedWaiters has threads wait with a limit before a gate that never opens. The time for each thread does not
// grow with their number.
func BenchmarkTimedWaiters(b *testing.B) {
	for _, n := range []int{1000, 4000, 16000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := sim.Program{Main: func(w *sim.World) {
				s := turnstile{marked: true}
				s.Init(w, "Turnstile", "stile", &s)
				for i := range n {
					w.Spawn("t", func() {
						w.Do(sim.Op{Name: "enter", Object: &s.Object, Guard: (*openGate)(&s), Arg: 1, Timed: true, Deadline: time.Duration(i) * time.Second})
					})
				}
			}}
			for range b.N {
				sim.Run(p, sim.Config{}, &drawn{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/thread")
		})
	}
}
