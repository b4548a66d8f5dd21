package simtest

import (
	"fmt"
	"strings"

	"simrun/sim"
)

// orDefault is what is checked where the test names no property.
func orDefault(given []sim.Property) []sim.Property {
	if len(given) > 0 {
		return given
	}
	return []sim.Property{noDeadlock{}, noException{}}
}

// noDeadlock fails if threads are left that can never go on.
type noDeadlock struct{}

func (noDeadlock) Name() string { return "no deadlock" }

func (noDeadlock) Check(x *sim.Execution) *sim.Failure {
	if x.End != sim.Deadlock {
		return nil
	}
	var stand []string
	for _, t := range x.Blocked() {
		on := ""
		if o := t.Pending().Object; o != nil {
			on = " on " + o.Name()
		}
		stand = append(stand, fmt.Sprintf("%s waits in %s%s", t.Name(), t.Pending().Name, on))
	}
	where := strings.Join(stand, "; ")
	return &sim.Failure{Kind: "deadlock", Message: where, Where: where}
}

// noException fails if an exception ended a thread.
type noException struct{}

func (noException) Name() string { return "no uncaught exception" }

func (noException) Check(x *sim.Execution) *sim.Failure {
	for _, u := range x.Uncaught {
		return &sim.Failure{Kind: "uncaught-exception", Message: fmt.Sprintf("%s ended with %v", u.Thread.Name(), u.Value), Where: u.Thread.Name()}
	}
	return nil
}
