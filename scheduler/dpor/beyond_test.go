package dpor_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"simrun/internal/smallprogram"
	"simrun/models/shared"
	"simrun/scheduler/dpor"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// look is a step on one of three variables, which are 1 at first: a store, or a load that touches another variable as well if it has
// read a certain value, and maybe a third one if it has read anything else. So what it touches depends on what came before it, as where
// a thread makes another one if it has read that it should.
type look struct {
	on, store int // -1: it loads
	if_, also int // the value, -1 for none, and the other variable
	other     int // what it touches if it has read anything else; -1 for none
	writes    bool
}

func (l look) String() string {
	if l.store >= 0 {
		return fmt.Sprintf("v%d=%d", l.on, l.store)
	} else if l.if_ < 0 {
		return fmt.Sprintf("v%d", l.on)
	}
	text := fmt.Sprintf("v%d==%d?%s v%d", l.on, l.if_, map[bool]string{true: "write", false: "read"}[l.writes], l.also)
	if l.other >= 0 {
		text += fmt.Sprintf(" else v%d", l.other)
	}
	return text
}

func looking(threads [][]look) sim.Program {
	return sim.Program{Name: "looks", Main: func(w *sim.World) {
		var vars [3]*shared.Var[int]
		for i := range vars {
			vars[i] = shared.New(w, fmt.Sprint("v", i), 1)
		}
		saw, bodies := make([]string, len(threads)), []func(){}
		for i, list := range threads {
			bodies = append(bodies, func() {
				for _, l := range list {
					if l.store >= 0 {
						vars[l.on].Store(l.store)
						continue
					}
					got := vars[l.on].Load()
					saw[i] += fmt.Sprint(got)
					if got == l.if_ {
						w.Touch(&vars[l.also].Object, l.writes)
					} else if l.other >= 0 {
						w.Touch(&vars[l.other].Object, l.writes)
					}
				}
			})
		}
		w.OnEnd(func() { w.Observe("saw", fmt.Sprint(saw)) })
		w.SpawnAll("t", bodies...)
	}}
}

func set(on, to int) look { return look{on: on, store: to, if_: -1, other: -1} }

func read(on, if_, also int, writes bool) look {
	return look{on: on, store: -1, if_: if_, also: also, other: -1, writes: writes}
}

func drawLook(r *rand.Rand) look {
	if r.IntN(3) > 0 {
		return set(r.IntN(3), r.IntN(2))
	}
	l := read(r.IntN(3), r.IntN(3)-1, r.IntN(3), r.IntN(2) == 0)
	if l.if_ >= 0 && r.IntN(2) == 0 {
		l.other = r.IntN(3)
	}
	return l
}

// TestTouchesBeyond: in the first program the load, if it comes before v0=0, writes v1, and T1 comes before, between or behind that and
// the write of T0: 3 traces. Behind v0=0 it does not, and the two writes of v1 come in 2 orders. A search that takes the load for
// what it is there finds 4 traces. In the second, v0=0 of T0 has 3 places, and T1 comes before or behind the load. In the third T1 comes before or
// behind the second load if that reads 0, whether or not the first one does, and does not matter if it reads 1. There steps are taken for more
// than they are, which led to too few if they did not count as that later, and so in the fourth, of which the plain search counts the traces. In the last the load writes v2 if it comes before v0=0, and T2 has 3 places
// beside that and v2=1; behind it writes v1, and there are 2 orders of the writes of v2. What the load touches is one of the two, and it is taken
// for both.
func TestTouchesBeyond(t *testing.T) {
	for _, c := range []struct {
		threads [][]look
		traces  int
	}{
		{[][]look{{set(0, 0), set(1, 1)}, {set(1, 1)}, {read(0, 1, 1, true)}}, 5},
		{[][]look{{set(0, 0)}, {set(1, 0)}, {set(0, 0), read(0, 0, 1, true)}}, 6},
		{[][]look{{set(0, 0)}, {set(1, 1)}, {read(0, 1, 0, true), read(0, 0, 1, false)}}, 5},
		{[][]look{{set(0, 1)}, {read(0, -1, 1, false), read(0, 1, 0, true)}, {read(0, 1, 2, false)}, {set(1, 0)}, {read(0, 0, 0, false)}}, 27},
		{[][]look{{set(0, 0), set(2, 1)}, {{on: 0, store: -1, if_: 1, also: 2, other: 1, writes: true}}, {set(2, 0)}}, 5},
	} {
		if n, err := compareTraces(t, looking(c.threads)); err != nil || n != c.traces {
			t.Errorf("%v: %d traces, want %d; %v", c.threads, n, c.traces, err)
		}
	}
}

// TestRandomTouchesBeyond draws such programs, with three to five threads of one or two steps.
func TestRandomTouchesBeyond(t *testing.T) {
	compareRandom(t, 3, func(r *rand.Rand) (sim.Program, string) {
		threads := make([][]look, 3+r.IntN(3))
		for k := range threads {
			for range 1 + r.IntN(2) {
				threads[k] = append(threads[k], drawLook(r))
			}
		}
		return looking(threads), fmt.Sprint(threads)
	})
}

// compareRandom compares as many random programs as the flag says.
func compareRandom(t *testing.T, seed uint64, draw func(r *rand.Rand) (p sim.Program, text string)) {
	t.Helper()
	compared := 0
	for i := range *programs {
		p, text := draw(rand.New(rand.NewPCG(uint64(i), seed)))
		n, err := compareTraces(t, p)
		if err != nil {
			t.Errorf("program %d, %s: %v", i, text, err)
		}
		if n > 0 {
			compared++
		}
	}
	t.Logf("%d programs", compared)
}

// compareTraces compares DPOR with the plain search, alone, in rounds from checkpoints and with three workers. It returns how many traces
// there are; 0 if the plain search takes too long.
func compareTraces(t *testing.T, p sim.Program) (int, error) {
	t.Helper()
	cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
	plain := smallprogram.Visit(p, cfg, systematic.NewDFS(), 3000)
	if !plain.Complete {
		return 0, nil
	}
	alone := smallprogram.Visit(p, cfg, dpor.New(), 1<<20)
	if !alone.Complete || !maps.Equal(alone.Traces, plain.Traces) {
		return len(plain.Traces), fmt.Errorf("DPOR visited %d traces, there are %d", len(alone.Traces), len(plain.Traces))
	}
	for seed := range uint64(2) {
		pieces := smallprogram.Visit(p, cfg, dpor.NewInRounds(seed), 1<<20)
		if !pieces.Complete || !maps.Equal(pieces.Traces, plain.Traces) {
			return len(plain.Traces), fmt.Errorf("in rounds DPOR visited %d traces, there are %d", len(pieces.Traces), len(plain.Traces))
		}
	}
	cfg.Fingerprint = true
	if shared := withThreeWorkers(t, p, cfg); !shared.Exhausted || shared.DistinctTraces != len(plain.Traces) {
		return len(plain.Traces), fmt.Errorf("3 workers visited %d traces, there are %d", shared.DistinctTraces, len(plain.Traces))
	}
	return len(plain.Traces), nil
}
