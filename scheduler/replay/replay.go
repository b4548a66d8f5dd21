package replay

import (
	"fmt"

	"simrun/sim"
)

// Replay takes the choices of a schedule; after the last one the running thread carries on. It has one execution, and
// stops it where the alternatives are not those that were recorded.
type Replay struct {
	schedule sim.Schedule
	length   int // choices that the recorded execution had; -1 if not known
	at       int
	done     bool
	diverged *Divergence
}

// Divergence says where a replay left its schedule: the program is not the one that was recorded.
type Divergence struct {
	Choice   int
	Recorded int    // alternatives; 0 if the recorded execution had ended before
	Found    int    // alternatives; 0 if this execution ended before
	Thread   string // that was at the point
	Op       string // what it was about to do
}

func (d *Divergence) Error() string {
	s := fmt.Sprintf("diverged at choice %d: recorded %d alternatives, found %d", d.Choice, d.Recorded, d.Found)
	if d.Thread != "" {
		s += fmt.Sprintf("; %s was at %s", d.Thread, d.Op)
	}
	return s
}

// New makes the strategy for a schedule that ends by carrying on.
func New(schedule sim.Schedule) *Replay { return &Replay{schedule: schedule, length: -1} }

// Of replays the execution of a token.
func Of(t sim.Token) *Replay { return &Replay{schedule: t.Schedule, length: t.Length} }

// Begin allows one execution.
func (s *Replay) Begin(int) bool {
	first := !s.done
	s.done, s.at, s.diverged = true, 0, nil
	return first
}

// Choose takes what was recorded.
func (s *Replay) Choose(p *sim.Point) int {
	at := s.at
	s.at++
	switch {
	case s.length >= 0 && at >= s.length:
		return s.diverge(p, at, 0)
	case at >= len(s.schedule):
		return 0
	case int(s.schedule[at].N) != p.Len():
		return s.diverge(p, at, int(s.schedule[at].N))
	}
	return int(s.schedule[at].Index)
}

func (s *Replay) diverge(p *sim.Point, at, recorded int) int {
	s.diverged = &Divergence{Choice: at, Recorded: recorded, Found: p.Len()}
	t := p.Current()
	if t == nil {
		t = p.World().Current()
	}
	if t == nil && !p.IsValue() {
		t = p.Thread(0)
	}
	if t != nil {
		s.diverged.Thread, s.diverged.Op = t.Name(), t.Pending().Name
		if t.Label != "" {
			s.diverged.Thread = t.Label
		}
	}
	return sim.Stop
}

// End notes an execution that made fewer choices than were recorded.
func (s *Replay) End(x *sim.Execution) {
	if s.diverged == nil && s.at < s.length && x.End != sim.Interrupted {
		recorded := 2
		if s.at < len(s.schedule) {
			recorded = int(s.schedule[s.at].N)
		}
		s.diverged = &Divergence{Choice: s.at, Recorded: recorded}
	}
}

// Exhausted is false: there are other schedules.
func (s *Replay) Exhausted() bool { return false }

// Once executes what a token records. The execution is cut short where it diverges.
func Once(r *sim.Runner, p sim.Program, cfg sim.Config, t sim.Token) (*sim.Execution, *Divergence) {
	s := Of(t)
	s.Begin(0)
	x := r.Run(p, cfg, s)
	s.End(x)
	return x, s.Diverged()
}

// Diverged is where the last execution left the schedule; nil if it did not.
func (s *Replay) Diverged() *Divergence { return s.diverged }
