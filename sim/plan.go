package sim

// A Planner is a scheduler that knows, when an execution begins, which threads make its first steps.
type Planner interface {
	// Plan lists the threads of the first steps by index, forced steps included, as far as they are certain. It is
	// valid until the first choice.
	Plan() []int32
}

// A Leader is a scheduler that leads the execution that begins along segments, each some steps of one thread. At a choice
// it goes on with the thread of the present segment; one that has made its steps, or whose thread is not there or cannot go on,
// is over. A step that was forced counts for the segment if it is of its thread; if it is of another one the segment is over too,
// unless it has not begun. Behind the last one the running thread carries on, or else the first that is ready goes on.
type Leader interface {
	// Lead lists the segments: pairs of a thread's index and a number of steps. Leads is false if it does not lead.
	Lead() (segments []int32, leads bool)
}

// A Drawer is a scheduler that decides each choice by the next words of a source: it takes the alternative that [Below] makes
// of them.
type Drawer interface {
	// Draws lists the first n words for the execution that begins. It is valid until the first choice.
	Draws(n int) []uint64
}

// A Settler is a scheduler that may have nothing left to decide in the midst of an execution.
type Settler interface {
	// Settled says, behind a choice, that at all further ones the running thread carries on, or else the first that is ready
	// goes on, unless the execution is stopped.
	Settled() bool
}

// Settled says whether the scheduler has nothing left to decide behind the choice that was the last: see [Settler]. A program
// that runs elsewhere need not ask there any more.
func (w *World) Settled() bool {
	s, ok := w.scheduler.(Settler)
	return ok && s.Settled()
}

// Draws are the first n words that decide the choices of the execution that begins; nil if something else does. A program
// that runs elsewhere need not ask there who goes on.
func (w *World) Draws(n int) []uint64 {
	if d, ok := w.scheduler.(Drawer); ok {
		return d.Draws(n)
	}
	return nil
}

// Lead is what the scheduler leads the execution that begins along; leads is false if it does not. A program that runs
// elsewhere need not ask there who goes on.
func (w *World) Lead() (segments []int32, leads bool) {
	if l, ok := w.scheduler.(Leader); ok {
		return l.Lead()
	}
	return nil, false
}

// Plan is what the scheduler knows of the first steps of the execution that begins; nil if nothing. A program that runs
// elsewhere need not ask there who goes on.
func (w *World) Plan() []int32 {
	if p, ok := w.scheduler.(Planner); ok {
		return p.Plan()
	}
	return nil
}
