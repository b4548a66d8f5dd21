package sim

// A Scheduler decides the choices of an execution.
type Scheduler interface {
	// Choose returns which of the p.Len() alternatives is taken, or Stop to give the execution up. It is called only
	// where there are at least two, on the stack of the thread that comes to the point, so it must not panic.
	Choose(p *Point) int
}

// Stop, returned by a scheduler, ends the execution as [Stopped].
const Stop = -1

// An Observer is a scheduler that looks at each step when it is over, also at those where there was no choice. The step
// is valid during the call.
type Observer interface {
	Committed(s *Step)
}

// A Halter is a scheduler that may end the execution before any step, also where there is no choice.
type Halter interface {
	// Halts is asked where only one thread can go on; the point has that one alternative. If it returns true, the
	// execution ends as Stopped. Elsewhere Choose returns Stop.
	Halts(p *Point) bool
}

// A Witness is a scheduler that looks at an object just before a step touches it.
type Witness interface {
	Touching(o *Object, write bool)
}

// Point is what a scheduler sees of a choice.
type Point struct {
	w         *World
	n         int
	value     bool
	cur       *Thread // the thread that came to the point, if it could carry on
	voluntary bool    // it gives up the processor by itself
}

// Len is the number of alternatives.
func (p *Point) Len() int { return p.n }

// IsValue says whether a value is chosen, by [World.Choose], and not a thread.
func (p *Point) IsValue() bool { return p.value }

// Step is the number of steps so far.
func (p *Point) Step() int { return p.w.steps }

// World is the world at the point; a scheduler only looks at it.
func (p *Point) World() *World { return p.w }

// Current is the running thread if it could carry on: then it is alternative 0. Otherwise it is nil.
func (p *Point) Current() *Thread { return p.cur }

// Voluntary says whether the running thread gives up the processor by itself, as in a sleep: then going over to another
// thread is not a preemption.
func (p *Point) Voluntary() bool { return p.cur == nil || p.voluntary }

// Preemptions is the number of preemptions so far.
func (p *Point) Preemptions() int { return p.w.preemptions }

// Thread is the i-th alternative of a choice between threads: the running thread if it is ready, then the others by
// ID.
func (p *Point) Thread(i int) *Thread {
	if p.cur != nil {
		if i == 0 {
			return p.cur
		}
		i--
	}
	return p.w.threads[p.w.ready.at(i)]
}

// Index is the alternative that the thread is, or -1 if it is not ready.
func (p *Point) Index(t *Thread) int {
	if t == p.cur {
		return 0
	}
	if !p.w.ready.has(t.index) {
		return -1
	}
	i := p.w.ready.rank(t.index)
	if p.cur != nil {
		i++
	}
	return i
}

// choose decides who goes on at a point that t has come to. If that is another thread, t has been parked. It does not
// return if the execution ends.
func (w *World) choose(t *Thread, effect Effect) *Thread {
	if effect == Blocks {
		w.park(t, effect)
		w.current = nil
		if next := w.next(nil, false); next != nil {
			if next == t {
				w.unpark(t)
			}
			return next
		}
	} else if next := w.next(t, effect == Elapses); next == t {
		return t
	} else if next != nil {
		w.park(t, effect)
		return next
	}
	w.leave(t)
	return nil
}

// next picks a thread: t, if it is not nil, or one of those that are parked and ready. It returns nil if the execution
// is at its end. A switch away from t is a preemption, unless t gives up the processor by itself.
func (w *World) next(t *Thread, voluntary bool) *Thread {
	if w.end != 0 || w.interrupt.Load() != 0 && w.interrupted() || w.steps >= w.progress.limit && w.limit() {
		return nil
	}
	if len(w.timers) > 0 {
		w.fireTimers()
	}
	n := w.ready.n
	if t != nil {
		n++
	}
	switch {
	case n == 0 && !w.stirs() && !w.jump():
		w.ended()
		return nil
	case n == 0:
		w.lulls++
		return w.next(t, voluntary)
	case n == 1 && w.halter != nil && w.halts(t):
		return nil
	case n == 1 && t != nil:
		return t
	case n == 1:
		return w.threads[w.ready.at(0)]
	}
	w.point.n, w.point.value, w.point.cur, w.point.voluntary = n, false, t, voluntary
	i := w.ask(n)
	if i < 0 {
		return nil
	}
	next := w.point.Thread(i)
	if t != nil && next != t && !voluntary {
		w.preemptions++
	}
	return next
}

// stirs asks those who registered with OnIdle, until one of them has made a thread ready.
func (w *World) stirs() bool {
	for _, f := range w.atIdle {
		if o := f(); o != nil {
			w.recheck(o)
			return w.ready.n > 0
		}
	}
	return false
}

// halts asks the scheduler whether the execution ends where only one thread can go on: t, or one of those that are
// parked.
func (w *World) halts(t *Thread) bool {
	w.point.n, w.point.value, w.point.cur, w.point.voluntary = 1, false, t, false
	if !w.halter.Halts(&w.point) {
		return false
	}
	w.end = Stopped
	return true
}

// ask has the scheduler decide and records the choice.
func (w *World) ask(n int) int {
	i := w.scheduler.Choose(&w.point)
	if i < 0 || i >= n {
		w.end = Stopped
		return -1
	}
	w.choices.add(n, i)
	if w.rec != nil && !w.point.value {
		w.rec.chosen(&w.point)
	}
	return i
}

// mostValues is how many alternatives a choice may have: a search tries each of them, and so does the look for the nearest
// schedule that passes.
const mostValues = 1 << 16

// Choose has the scheduler choose a number from 0 to n-1; n is from 1 to 65,536. Unlike [World.RandInt] it is part of the schedule: a search
// tries all of them.
func (w *World) Choose(n int) int { return w.ChooseAmong(n, nil) }

// ChooseAmong is Choose with what each value stands for, which a report says in its place. It is asked only in a recording.
func (w *World) ChooseAmong(n int, what func(i int) string) int {
	if n < 1 {
		Misuse("Choose(%d): there must be at least one alternative", n)
	}
	if n > mostValues {
		Misuse("Choose(%d): a search tries every alternative, so there may be at most %d: use RandInt for a number that is not searched", n, mostValues)
	}
	if n == 1 || w.killing {
		return 0
	}
	if w.current == nil {
		Misuse("Choose used outside a running thread")
	}
	w.point.n, w.point.value, w.point.cur = n, true, nil
	i := w.ask(n)
	if i < 0 {
		w.leave(w.current)
	}
	w.step.Values = append(w.step.Values, Choice{uint32(n), uint32(i)})
	if w.rec != nil {
		text := ""
		if what != nil {
			text = what(i)
		}
		w.rec.chose(i, n, text)
	}
	return i
}

// ended says why no thread can go on.
func (w *World) ended() {
	if w.live == 0 {
		w.end = Completed
	} else {
		w.end = Deadlock
	}
}

// stop ends the execution in the middle of a step of t.
func (w *World) stop(t *Thread, end End) {
	w.end = end
	w.leave(t)
}

// CutShort ends the execution as the step limit does: what would come next is not simulated, so it says nothing about the program
// that its failures so far do not say. It does not return.
func (w *World) CutShort() {
	if !w.killing {
		w.step.Exits = true
		w.stop(w.current, StepLimit)
	}
}

// leave gives the processor back to the caller of Run; the thread does not run again.
func (w *World) leave(t *Thread) {
	w.transfer(t.co, w.root)
	panic(killed{})
}

// Exit ends the execution: the process is gone. Threads that have not ended never run again. It does not return.
func (w *World) Exit(code int) {
	if w.killing {
		return
	}
	w.ExitAtReturn(code)
	w.leave(w.current)
}

// ExitAtReturn is [World.Exit] for the last thing that a function of [World.OnMainReturn] does: it returns, and so must
// its caller. That is what most executions end with, and it spares them a panic.
func (w *World) ExitAtReturn(code int) {
	if w.killing {
		return
	}
	w.exitCode = code
	w.step.Exits = true
	w.end = Completed
}
