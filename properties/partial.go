package properties

import (
	"slices"

	"simrun/sim"
)

// NoPartialDeadlock holds unless, when the program was completed, daemons are left that could never have gone on: each
// waits for another one of them, or for a thread that has ended. The process does not wait for daemons, so it is no
// deadlock; but whatever they were there for was not done any more. Its kind is "partial-deadlock".
var NoPartialDeadlock sim.Property = &check{name: "no partial deadlock", look: noPartialDeadlock}

func noPartialDeadlock(x *sim.Execution) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	stuck := stuckThreads(x.Blocked())
	if len(stuck) == 0 {
		return nil
	}
	return &sim.Failure{Kind: "partial-deadlock", Message: describeDeadlock(stuck), Where: standing(stuck)}
}

// stuckThreads are those that wait for certain threads, of which none can go on: what is left when all others have been
// taken out, again and again.
func stuckThreads(blocked []*sim.Thread) []*sim.Thread {
	stuck := slices.DeleteFunc(slices.Clone(blocked), func(t *sim.Thread) bool { return len(t.WaitingFor()) == 0 })
	for n := -1; n != len(stuck); {
		n = len(stuck)
		stuck = slices.DeleteFunc(stuck, func(t *sim.Thread) bool {
			return slices.ContainsFunc(t.WaitingFor(), func(other *sim.Thread) bool {
				return !other.Done() && !slices.Contains(stuck, other)
			})
		})
	}
	return stuck
}
