package scheduler_test

import (
	"fmt"
	"testing"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// reorderOneByOne is sctbench.Reorder(setters, 1), but the main thread starts one thread after the other, as programs do.
func reorderOneByOne(setters int) func(w *sim.World) {
	return func(w *sim.World) {
		a, b := shared.New(w, "a", 0), shared.New(w, "b", 0)
		for i := range setters {
			thread.Go(w, fmt.Sprint("setter ", i), func() {
				a.Store(1)
				b.Store(-1)
			})
		}
		thread.Go(w, "checker", func() {
			if x := a.Load(); x != -b.Load() {
				w.Fail("assertion", "a is %d without b", x)
			}
		})
	}
}

// twostageOneByOne is sctbench.Twostage so.
func twostageOneByOne(writers int) func(w *sim.World) {
	return func(w *sim.World) {
		l1, l2 := lock.New(w, "l1"), lock.New(w, "l2")
		d1, d2 := shared.New(w, "d1", 0), shared.New(w, "d2", 0)
		under := func(l *lock.Lock, f func()) {
			l.Acquire()
			f()
			l.Release()
		}
		for i := range writers {
			thread.Go(w, fmt.Sprint("writer ", i), func() {
				under(l1, func() { d1.Store(1) })
				under(l2, func() { d2.Store(d1.Load() + 1) })
			})
		}
		thread.Go(w, "reader", func() {
			t1, t2 := 0, 0
			under(l1, func() { t1 = d1.Load() })
			if t1 == 0 {
				return
			}
			under(l2, func() { t2 = d2.Load() })
			if t2 != t1+1 {
				w.Fail("assertion", "the reader has overtaken all writers")
			}
		})
	}
}

// In both programs one thread of many has to come right after the first. Plain DPOR does not come there, and the shares of a
// portfolio that gives all its members the same were too small: with 13 and 14 of 20 seeds auto found nothing in 1,000
// executions.
func TestAutoFindsTheOneThreadOfMany(t *testing.T) {
	for name, main := range map[string]func(w *sim.World){"reorder_10": reorderOneByOne(9), "twostage_20": twostageOneByOne(19)} {
		var needed []int
		for seed := range uint64(20) {
			r := explore(t, sim.Program{Name: name, Main: main}, scheduler.Options{
				Config: sim.Config{Clock: sim.Anytime, Switching: sim.Bytecode}, Seed: seed, Executions: 1000, First: true, NoShrink: true})
			if len(r.Findings) == 0 {
				t.Errorf("%s: nothing in %d executions with seed %d", name, r.Executions, seed)
				continue
			}
			needed = append(needed, r.Findings[0].FirstExecution+1)
		}
		t.Logf("%s: %v", name, needed)
	}
}

// Auto says that it has seen everything, as DPOR does, when it has sampled about as many executions beside those of DPOR, and
// at least 750 where one round of DPOR does not suffice. It does the same with any number of workers.
func TestAutoNeedsTwiceDPOR(t *testing.T) {
	for _, c := range []struct {
		p          sim.Program
		dpor, auto int
	}{
		{inc(3), 36, 200 + 36},
		{ainc(6), 720, 720 + 750},
		{readers(10), 1024, 2174},
	} {
		o := scheduler.Options{Config: sim.Config{Clock: sim.Anytime, Switching: sim.Bytecode}, NoShrink: true, Strategy: "dpor"}
		if r := explore(t, c.p, o); !r.Exhausted || r.Executions != c.dpor {
			t.Errorf("dpor: %d executions, exhausted %v, want %d", r.Executions, r.Exhausted, c.dpor)
		}
		o.Strategy = "auto"
		for _, o.Workers = range []int{1, 3} {
			if r := explore(t, c.p, o); !r.Exhausted || r.Executions != c.auto {
				t.Errorf("auto with %d workers: %d executions, exhausted %v, want %d", o.Workers, r.Executions, r.Exhausted, c.auto)
			}
		}
	}
}

// However long a round of the full search is, Auto samples again before that has had more than twice the executions that were
// sampled: the second or third round of DPOR is many times as long as all that went before it, and a bug that the portfolio finds
// in its thousandth execution would have to wait for its end.
func TestAutoSamplesWithinARound(t *testing.T) {
	r := sim.NewRunner()
	defer r.Close()
	p, s := sim.Program{Main: reorderOneByOne(9)}, scheduler.NewAuto(1)
	sampled, searched := 0, 0
	run := func(by strategy.Strategy, i int) bool {
		if !by.Begin(i) {
			return false
		}
		by.End(r.Run(p, sim.Config{Clock: sim.Anytime, Switching: sim.Bytecode}, by))
		return true
	}
	for sampled+searched < 12_000 {
		numbered, searches := s.Round(sampled + searched)
		for range numbered {
			run(s, sampled+searched)
			sampled++
		}
		for _, search := range searches {
			used := 0
			for used < search.(strategy.Sharing).Quota() && run(search, used) {
				used++
			}
			if _, rare := search.(*sampling.RareStates); rare {
				sampled += used
			} else {
				searched += used
			}
		}
		if searched > 2*sampled || searched > 2_000 && sampled > 2*searched {
			t.Fatalf("%d executions were sampled, %d are of the full search", sampled, searched)
		}
	}
}
