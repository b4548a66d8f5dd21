package properties

import (
	"fmt"

	"simrun/models/condition"
	"simrun/sim"
)

// NoLostWakeUp holds unless, when nothing more can come, a thread waits for a Condition that a notify could have woken,
// and nobody went on by that notify. It explains some of the programs that hang, and finds nothing in
// those that do not. A notify is lost in one of three ways:
//
//   - it was spent on a thread whose time was up, and that was in the queue because it had not had the lock back yet,
//     while the other one waited behind it;
//   - it was spent on a thread that waited again at once, so that nobody else had the lock meanwhile, while the other one
//     waited behind it: it was meant for one that waits for something else;
//   - nobody waited, so that it was forgotten, and the other one was the first to take the lock afterwards, and waited.
//
// Where somebody else had the lock in between, that thread may have done what the notify was for, and it does not count
// as lost. Its kind is "lost-wake-up".
var NoLostWakeUp sim.Property = &check{name: "no lost wake-up", look: noLostWakeUp}

func noLostWakeUp(x *sim.Execution) *sim.Failure {
	if x.End != sim.Deadlock && x.End != sim.Livelock {
		return nil
	}
	var f findings
	for _, o := range x.World().Objects() {
		c, ok := o.Model().(*condition.Condition)
		if !ok {
			continue
		}
		for _, l := range c.LostWakeUps() {
			for _, t := range l.Misses {
				f.addOnce(fmt.Sprintf("%s waits for %s, and the notify of %s %s", Who(t), c.Name(), Who(l.By), fate(l)),
					task(t)+" for "+c.Name())
			}
		}
	}
	return f.failure("lost-wake-up")
}

// fate says how a notify was lost.
func fate(l condition.LostWakeUp) string {
	switch {
	case l.On == nil:
		return "came before, when nobody waited"
	case l.Late:
		return fmt.Sprintf("was spent on %s, whose time was up", Who(l.On))
	}
	return fmt.Sprintf("was spent on %s, which waited again at once", Who(l.On))
}
