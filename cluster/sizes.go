package cluster

import "time"

// The work that a parcel should have: less, and the messages cost more than the work; more, and somebody waits for it alone.
const (
	leastWork = 100 * time.Millisecond
	mostWork  = time.Second
)

// sizes says how many tasks a parcel has. What comes of them does not depend on it.
type sizes struct {
	task time.Duration // what one took of late
}

// measured notes how long some tasks took.
func (s *sizes) measured(tasks int, took time.Duration) {
	each := max(took/time.Duration(max(tasks, 1)), time.Microsecond)
	if s.task == 0 {
		s.task = each
	}
	s.task += (each - s.task) / 8
}

// next is how many of the tasks that are left go into a parcel: so many that there are several parcels for each slot, as
// long as one is worth its message, and one for each slot anyhow.
func (s *sizes) next(left, slots int) int {
	each := (left + slots - 1) / slots
	if s.task == 0 {
		return max(each, 1)
	}
	work := s.task * time.Duration(left) / time.Duration(4*slots)
	work = min(max(work, leastWork), mostWork)
	return min(max(int(work/s.task), 1), max(each, 1))
}
