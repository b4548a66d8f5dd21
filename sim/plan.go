package sim

// A Planner is a scheduler that knows, when an execution begins, which threads make its first steps.
type Planner interface {
	// Plan lists the threads of the first steps by index, forced steps included, as far as they are certain. It is
	// valid until the first choice.
	Plan() []int32
}

// Plan is what the scheduler knows of the first steps of the execution that begins; nil if nothing. A program that runs
// elsewhere need not ask there who goes on.
func (w *World) Plan() []int32 {
	if p, ok := w.scheduler.(Planner); ok {
		return p.Plan()
	}
	return nil
}
