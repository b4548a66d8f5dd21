package scheduler

import (
	"time"

	"simrun/sim"
)

// DefaultInterval is CPython's default switch interval.
// https://docs.python.org/3.13/library/sys.html#sys.setswitchinterval
const DefaultInterval = 5 * time.Millisecond

// TimeSliced stands for the GIL: a thread that waits for it asks for it when the holder has had it for an interval of
// virtual time, and gets it at the holder's next point. Which of the waiting threads gets it is not defined, so it is
// random. Use it with the Virtual clock.
type TimeSliced struct {
	seed     uint64
	interval time.Duration
	rng      rng
	holder   *sim.Thread
	since    time.Duration
}

// NewTimeSliced makes the strategy with a switch interval.
func NewTimeSliced(seed uint64, interval time.Duration) *TimeSliced {
	return &TimeSliced{seed: seed, interval: interval}
}

// Begin goes to the random numbers of execution i. The first slice is of random length: the switch interval is not
// aligned with the start of the program.
func (s *TimeSliced) Begin(i int) bool {
	s.rng.begin(s.seed, i)
	s.holder, s.since = nil, -time.Duration(s.rng.below(int(s.interval)))
	return true
}

// Choose carries on until the slice is over.
func (s *TimeSliced) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.rng.below(p.Len())
	}
	now := p.World().Now()
	if cur := p.Current(); cur != nil && !p.Voluntary() {
		if cur != s.holder && s.holder != nil {
			s.since = now // it got the GIL without a choice
		}
		s.holder = cur
		if now-s.since < s.interval {
			return 0
		}
		s.since = now
		i := 1 + s.rng.below(p.Len()-1) // a forced switch always goes to another thread
		s.holder = p.Thread(i)
		return i
	}
	s.since = now
	i := s.rng.below(p.Len())
	s.holder = p.Thread(i)
	return i
}

// End has nothing to learn.
func (s *TimeSliced) End(*sim.Execution) {}
