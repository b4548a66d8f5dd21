package explorer

import (
	"simrun/hooks"
	"simrun/sim"
)

// inside stops the search where an execution waits for what is outside: to look for its shortest schedule would start
// processes, and make connections, again and again. It holds always: the failure is reported by who waits.
type inside struct{ stop func() }

func (inside) Name() string { return "inside" }

func (p inside) Check(x *sim.Execution) *sim.Failure {
	if p.stop != nil && waitsOutside(x) != nil {
		p.stop()
	}
	return nil
}

// waitsOutside is the failure of an execution that waits for what is outside; nil if it does not.
func waitsOutside(x *sim.Execution) *sim.Failure {
	for i := range x.Failures {
		if x.Failures[i].Kind == hooks.OutsideKind {
			return &x.Failures[i]
		}
	}
	return nil
}
