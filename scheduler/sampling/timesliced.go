package sampling

import (
	"time"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// DefaultInterval is CPython's default switch interval.
// https://docs.python.org/3.13/library/sys.html#sys.setswitchinterval
const DefaultInterval = 5 * time.Millisecond

// TimeSliced stands for the GIL: a thread that waits for it asks for it when the holder has had it for an interval of
// virtual time, and gets it at the holder's next point. Which of the waiting threads gets it is not defined, so it is
// random, and so is how long a slice really is: shorter than the interval where the holder had it before the waiting
// began, longer where the machine had something else to do. A program that sets the switch interval sets it here too.
// Use it with the Virtual clock.
type TimeSliced struct {
	seed     uint64
	interval time.Duration
	rng      strategy.Random
	holder   *sim.Thread
	since    time.Duration
	slice    time.Duration // how long the holder keeps it
}

// quantiles are what was measured of slices in CPython 3.11 and 3.13 with an interval of 5 ms: of so many in a thousand the
// length is below so many hundredths of the interval.
var quantiles = [...]struct{ thousandth, hundredths int }{{0, 40}, {100, 80}, {500, 120}, {900, 240}, {1000, 470}}

// NewTimeSliced makes the strategy with a switch interval, which is that of programs that do not set one.
func NewTimeSliced(seed uint64, interval time.Duration) *TimeSliced {
	return &TimeSliced{seed: seed, interval: interval}
}

// Begin goes to the random numbers of execution i. The first slice has begun before: the switch interval is not aligned
// with the start of the program.
func (s *TimeSliced) Begin(i int) bool {
	s.rng.Begin(s.seed, i)
	s.holder = nil
	s.slice = s.draw(s.interval)
	s.since = -time.Duration(s.rng.Below(int(s.slice) + 1))
	return true
}

// draw is the length of a slice, between the measured ones on a straight line.
func (s *TimeSliced) draw(interval time.Duration) time.Duration {
	u := s.rng.Below(1000)
	for i := 1; ; i++ {
		if a, b := quantiles[i-1], quantiles[i]; u < b.thousandth {
			h := a.hundredths*(b.thousandth-u) + b.hundredths*(u-a.thousandth)
			return interval * time.Duration(h) / time.Duration(100*(b.thousandth-a.thousandth))
		}
	}
}

// begin notes that a thread has got the GIL.
func (s *TimeSliced) begin(w *sim.World, holder *sim.Thread) {
	interval := s.interval
	if own := w.SwitchInterval(); own > 0 {
		interval = min(own, time.Hour) // a multiple of it must not overflow
	}
	s.holder, s.since, s.slice = holder, w.Stamp(), s.draw(interval)
}

// Choose carries on until the slice is over.
func (s *TimeSliced) Choose(p *sim.Point) int {
	if p.IsValue() {
		return s.rng.Below(p.Len())
	}
	w := p.World()
	if cur := p.Current(); cur != nil && !p.Voluntary() {
		switch {
		case s.holder == nil:
			s.holder = cur
		case cur != s.holder: // it got the GIL without a choice
			s.begin(w, cur)
		}
		if w.Stamp()-s.since < s.slice {
			return 0
		}
		i := 1 + s.rng.Below(p.Len()-1) // a forced switch always goes to another thread
		s.begin(w, p.Thread(i))
		return i
	}
	i := s.rng.Below(p.Len())
	s.begin(w, p.Thread(i))
	return i
}

// End has nothing to learn.
func (s *TimeSliced) End(*sim.Execution) {}
