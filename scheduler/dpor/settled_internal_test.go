package dpor

import (
	"math/rand/v2"
	"testing"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/sim"
)

// settling is DPOR that notes whether it has kept to what it said when it had nothing left to decide.
type settling struct {
	*DPOR
	settled, broken bool
	choices, free   int // all of them, and those behind the first where it said so
}

func (s *settling) Choose(p *sim.Point) int {
	i := s.DPOR.Choose(p)
	s.choices++
	if s.settled {
		s.free++
		s.broken = s.broken || i > 0
	}
	s.settled = s.settled || s.Settled()
	return i
}

// sharers is a random program whose threads read and write two variables and try to take a lock.
func sharers(seed uint64) func(w *sim.World) {
	return func(w *sim.World) {
		r := rand.New(rand.NewPCG(seed, 2))
		l, x := lock.New(w, "l"), []*shared.Var[int]{shared.New(w, "x", 0), shared.New(w, "y", 0)}
		var bodies []func()
		for range 4 {
			var does []func()
			for range 2 {
				on := r.IntN(2)
				does = append(does, []func(){
					func() { x[on].Load() }, func() { x[on].Load() }, func() { x[on].Store(1) }, func() { l.Acquire(lock.Blocking(false)) },
				}[r.IntN(4)])
			}
			bodies = append(bodies, func() { does[0](); does[1]() })
		}
		w.SpawnAll("t", bodies...)
	}
}

// TestSettled: behind a choice where it says that it has nothing left to decide a search takes the first alternative everywhere, or
// ends the execution; also with a bound on rounds of polling, where a thread that looks in vain is left out, and where threads sleep
// behind the sequence that was planned.
func TestSettled(t *testing.T) {
	r := sim.NewRunner()
	defer r.Close()
	for k := range 3 {
		choices, free := 0, 0
		for seed := range uint64(80) {
			p := sim.Program{Name: "pollers", Main: []func(uint64) func(*sim.World){pollers, sharers}[seed%4/2](seed)}
			cfg := sim.Config{Clock: sim.Anytime, MaxSteps: 2000, Switching: []sim.Switching{sim.Call, sim.Bytecode}[seed%2]}
			s := &settling{DPOR: New()}
			s.polls.rounds, s.polls.largest = k, k
			for i := 0; i < 200 && s.Begin(i); i++ {
				s.settled = false
				s.End(r.Run(p, cfg, s))
			}
			if s.Err() != nil || s.broken {
				t.Errorf("program %d, %d rounds: it has said that nothing is left to decide, and decided: %v", seed, k, s.Err())
			}
			choices, free = choices+s.choices, free+s.free
		}
		if t.Logf("%d rounds: %d choices, %d of them settled", k, choices, free); k == 0 && free*4 < choices {
			t.Error("too few are settled to show anything")
		}
	}
}
