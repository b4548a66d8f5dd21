package sim

// Property is something that should hold in every execution of a program. Package properties has the built-in ones.
type Property interface {
	// Name is a few words: "no deadlock".
	Name() string
	// Check looks at an execution that was completed, deadlocked, livelocked or failed, while its world still stands as
	// it ended. It returns nil if the property holds.
	Check(x *Execution) *Failure
}

// Judge gives the verdict on an execution: its failures are those that the program reported and those of the
// properties. An execution that was cut short without a failure is Inconclusive, and its properties are not checked,
// because what is missing at that point may still have come.
func Judge(x *Execution, properties []Property) (Verdict, []Failure) {
	failures := x.Failures
	switch x.End {
	case StepLimit, Stopped, Interrupted:
		if len(failures) == 0 {
			return Inconclusive, nil
		}
		return Failed, failures
	}
	w := x.world
	w.running.Store(true)
	defer w.running.Store(false)
	for _, p := range properties {
		w.judging = p.Name()
		if f := p.Check(x); f != nil {
			failures = append(failures, *f)
		}
		w.interrupt.And(^ping) // the watchdog counts from here
	}
	w.judging = ""
	if len(failures) > 0 {
		return Failed, failures
	}
	return Passed, nil
}
