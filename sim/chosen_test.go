package sim_test

import (
	"testing"
	"time"

	"simrun/sim"
)

// flag is tried by threads that do not wait for it: the first one takes it.
type flag struct {
	sim.Object
	taken bool
}

func (f *flag) Effect(*sim.Thread) sim.Effect {
	if f.taken {
		return sim.Reads
	}
	return sim.Writes
}

// tries are the touches of the steps that try the flag.
type tries struct{ writes []bool }

func (*tries) Choose(p *sim.Point) int { return p.Len() - 1 }
func (s *tries) Committed(step *sim.Step) {
	if step.Op == "try" {
		s.writes = append(s.writes, step.Touches[0].Write)
	}
}

// TestEffectOfTheMoment: what an operation does is decided when it takes place. All tries are pending when the first one takes
// the flag: each would have written then, and only one does. That holds for three threads, which are looked at one by one, for
// twenty, of which a crowd might be made, and for tries with a limit of time.
func TestEffectOfTheMoment(t *testing.T) {
	for _, n := range []int{3, 20} {
		for _, timed := range []bool{false, true} {
			var s tries
			sim.Run(sim.Program{Main: func(w *sim.World) {
				f := &flag{}
				f.Init(w, "Flag", "", f)
				bodies := make([]func(), n)
				for i := range bodies {
					bodies[i] = func() {
						if w.Do(sim.Op{Name: "try", Object: &f.Object, Guard: f, Timed: timed, Deadline: w.After(time.Second)}) {
							f.taken = true
						}
					}
				}
				w.SpawnAll("t", bodies...)
			}}, sim.Config{}, &s)
			if len(s.writes) != n || !s.writes[0] {
				t.Fatalf("%d threads, timed %v: the tries wrote: %v; want %d, of which the first wrote", n, timed, s.writes, n)
			}
			for i, wrote := range s.writes[1:] {
				if wrote {
					t.Errorf("%d threads, timed %v: try %d wrote, after the first had taken the flag", n, timed, i+2)
				}
			}
		}
	}
}
