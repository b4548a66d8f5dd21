package frontier

import "sync"

// NewCrewOn makes a crew of a lock and its condition that are given.
func NewCrewOn[T any](mu sync.Locker, changed interface {
	Wait()
	Broadcast()
}, plan func() []T) *Crew[T] {
	return &Crew[T]{mu: mu, changed: changed, plan: plan}
}

// AtWork is how many tasks were taken and are not over, and how many executions are under way. Call it where the lock is
// held.
func (c *Crew[T]) AtWork() (busy, inside int) { return c.busy, c.inside }
