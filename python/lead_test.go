//go:build cpython

package python_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"simrun/scheduler/dpor"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// asked is a follower whose segments nobody knows beforehand.
type asked struct{ f *replay.Follower }

func (a asked) Choose(p *sim.Point) int  { return a.f.Choose(p) }
func (a asked) Committed(step *sim.Step) { a.f.Committed(step) }

// TestLead: an execution that is led along segments, which the process is told beforehand, is the same as if it asks at each
// choice; and it asks for nothing. The segments are those of random executions, of which some are left out, moved or made
// longer or shorter, as shrinking does.
func TestLead(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	onEach(t, func(t *testing.T, interpreter string) {
		for _, name := range []string{"pipe_queue.py", "daemon.py", "phil.py", "two.py"} {
			s := open(t, interpreter, name)
			for i := range some(8, 100) {
				cfg := sim.Config{Seed: uint64(i), Clock: []sim.Clock{sim.Virtual, sim.Anytime}[i%2], MaxSteps: 800, Switching: []sim.Switching{sim.Call, sim.IO, sim.Block}[i/2%3]}
				by := sampling.NewRandom(uint64(i))
				by.Begin(0)
				g := &replay.Recorder{Inner: by}
				sim.Run(s.Program(), cfg, g)
				segments := mutated(r, g.Segments)
				want := sim.Run(s.Program(), cfg, asked{&replay.Follower{Segments: segments}})
				before := s.Asks()
				have := sim.Run(s.Program(), cfg, &replay.Recorder{Inner: &replay.Follower{Segments: segments}})
				if want.LogPrint != have.LogPrint || want.Steps != have.Steps || want.End != have.End || !slices.Equal(want.Schedule(), have.Schedule()) {
					t.Errorf("%s, %d: asked %v after %d steps, led %v after %d", name, i, want.End, want.Steps, have.End, have.Steps)
				}
				if n := s.Asks() - before; n > 1+int64(have.Steps)/200 { // and at the end of a full batch
					t.Errorf("%s, %d: it asks %d times in %d steps", name, i, n, have.Steps)
				}
			}
		}
	})
}

// unplanned is a search whose plan nobody is told.
type unplanned struct{ s *systematic.PreemptionBound }

func (u unplanned) Choose(p *sim.Point) int  { return u.s.Choose(p) }
func (u unplanned) Committed(step *sim.Step) { u.s.Committed(step) }

// TestPlan: a search within a bound on preemptions, which plans the steps that an execution repeats, makes the same executions as
// one that plans nothing, and asks less.
func TestPlan(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := open(t, interpreter, "phil.py")
		planned, free := systematic.NewPreemptionBound(1), systematic.NewPreemptionBound(1)
		var asks, most int64
		cfg := sim.Config{Clock: sim.Anytime}
		for i := range some(60, 600) {
			if planned.Begin(i) != free.Begin(i) {
				t.Fatalf("execution %d: one goes on and the other does not", i)
			}
			before := s.Asks()
			want := sim.Run(s.Program(), cfg, unplanned{free})
			free.End(want)
			between := s.Asks()
			have := sim.Run(s.Program(), cfg, planned)
			planned.End(have)
			most, asks = most+between-before, asks+s.Asks()-between
			if want.LogPrint != have.LogPrint || want.Steps != have.Steps || want.End != have.End || !slices.Equal(want.Schedule(), have.Schedule()) {
				t.Errorf("execution %d: %v after %d steps, planned %v after %d", i, want.End, want.Steps, have.End, have.Steps)
			}
		}
		if t.Logf("%d asks, %d without a plan", asks, most); asks >= most {
			t.Error("the plan saves nothing")
		}
	})
}

// unsettled is a search by dpor that is asked at each choice behind its plan.
type unsettled struct{ *dpor.DPOR }

func (unsettled) Settled() bool { return false }

// TestSettled: a search by dpor, which says when it has nothing left to decide in an execution, makes the same executions as one
// that is asked at each choice, also where it bounds how often threads look in vain; and it is asked about once.
func TestSettled(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, args := range [][]string{{"pipe_lock.py", "2"}, {"phil.py"}, {"pipe_queue.py"}, {"daemon.py"}, {"field/guests.py"}} {
			s := open(t, interpreter, args[0], args[1:]...)
			told, other := dpor.New(), unsettled{dpor.New()}
			if args[0] == "pipe_queue.py" {
				told.LimitRounds(2)
				other.LimitRounds(2)
			}
			var asks, most, n int64
			cfg := sim.Config{Clock: sim.Anytime, MaxSteps: 500, Fingerprint: true}
			for i := range some(60, 600) {
				goes := told.Begin(i)
				if goes != other.Begin(i) {
					t.Fatalf("%v, execution %d: one goes on and the other does not", args, i)
				}
				if n++; !goes {
					break
				}
				begun := s.Asks()
				want := sim.Run(s.Program(), cfg, other)
				other.End(want)
				between := s.Asks()
				have := sim.Run(s.Program(), cfg, told)
				told.End(have)
				most, asks = most+between-begun, asks+s.Asks()-between
				if want.Fingerprint != have.Fingerprint || want.LogPrint != have.LogPrint || want.End != have.End || !slices.Equal(want.Schedule(), have.Schedule()) {
					t.Errorf("%v, execution %d: %v after %d steps, told %v after %d", args, i, want.End, want.Steps, have.End, have.Steps)
				}
			}
			if t.Logf("%v: %d executions, %d asks, %d without being told", args, n, asks, most); asks > most || args[0] == "pipe_lock.py" && asks > 2*n {
				t.Errorf("%v: to be told saves too little", args)
			}
		}
	})
}

// undrawn is a strategy whose numbers nobody is told.
type undrawn struct{ s *sampling.Random }

func (u undrawn) Choose(p *sim.Point) int { return u.s.Choose(p) }

// TestDraws: a random execution, of which the process is told the numbers that decide its choices, is the same as if it asks at
// each choice, also where it has more choices than it is told numbers; and it asks for the rest alone.
func TestDraws(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, args := range [][]string{{"pipe_queue.py"}, {"daemon.py"}, {"phil.py"}, {"two.py"}, {"pipe_lock.py", "40"}} {
			s := open(t, interpreter, args[0], args[1:]...)
			var asks, most int64
			for i := range some(8, 60) {
				cfg := sim.Config{Seed: uint64(i), Clock: []sim.Clock{sim.Virtual, sim.Anytime}[i%2], MaxSteps: 3000, Switching: []sim.Switching{sim.Call, sim.IO, sim.Block}[i/2%3]}
				by := sampling.NewRandom(uint64(i))
				by.Begin(0)
				begun := s.Asks()
				want := sim.Run(s.Program(), cfg, undrawn{by})
				between := s.Asks()
				by.Begin(0)
				have := sim.Run(s.Program(), cfg, by)
				most, asks = most+between-begun, asks+s.Asks()-between
				if want.LogPrint != have.LogPrint || want.Steps != have.Steps || want.End != have.End || !slices.Equal(want.Schedule(), have.Schedule()) {
					t.Errorf("%v, %d: %v after %d steps, by numbers told %v after %d", args, i, want.End, want.Steps, have.End, have.Steps)
				}
			}
			if t.Logf("%v: %d asks, %d without numbers", args, asks, most); asks*2 > most {
				t.Errorf("%v: the numbers save too little", args)
			}
		}
	})
}

func mutated(r *rand.Rand, list []replay.Segment) []replay.Segment {
	list = slices.Clone(list)
	for range r.IntN(5) {
		if len(list) == 0 {
			break
		}
		switch i := r.IntN(len(list)); r.IntN(4) {
		case 0:
			list = slices.Delete(list, i, i+1)
		case 1:
			list[i].Steps = 1 << 40
		case 2:
			list[i].Steps = max(1, list[i].Steps+r.IntN(5)-2)
		case 3:
			j := r.IntN(len(list))
			list[i], list[j] = list[j], list[i]
		}
	}
	return list
}
