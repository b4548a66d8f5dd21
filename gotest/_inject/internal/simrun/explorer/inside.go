package explorer

import (
	"simrun/hooks"
	"simrun/models/golang"
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

// left notes who is blocked for ever when the test has returned, where that is no failure. It holds always.
type left struct{ who *string }

func (left) Name() string { return "left" }

func (p left) Check(x *sim.Execution) *sim.Failure {
	if f := golang.NoLeak.Check(x); f != nil && *p.who == "" {
		*p.who = f.Message
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
