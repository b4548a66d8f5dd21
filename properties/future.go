package properties

import (
	"fmt"

	"simrun/models/executor"
	"simrun/sim"
)

// NoUnreadException holds unless a future ended with an exception that nobody was given when the program was completed:
// the task failed, and nobody knows. Its kind is "exception-unread".
var NoUnreadException sim.Property = &check{name: "no exception unread", look: noUnreadException}

func noUnreadException(x *sim.Execution) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	var f findings
	for _, o := range x.World().Objects() {
		if future, ok := o.Model().(*executor.Future); ok && future.Failed() != nil && !future.Retrieved() {
			f.add(fmt.Sprintf("nobody was given the exception of %s: %v", future.Name(), future.Failed()),
				future.Name()+": "+withoutValues(future.Failed().Error()))
		}
	}
	return f.failure("exception-unread")
}
