package dpor

import "simrun/sim"

// A lull is where no thread can go on, until the clock jumps to the next timer or what the program has registered for that
// ([sim.World.OnIdle]) lets a thread go on. It is like a step of somebody else that is possible only there, and so depends on every
// other step. What comes behind it happens after all that came before. A thread that waits through a lull could not go on
// there, so what it does behind the lull cannot come just before it. It may have been ready in some earlier state, as a wait for a lock that
// another thread then took: that is a race like any other.
//
// Under the virtual clock of a world that stands still ([sim.World.StandStill]) time passes in lulls only, so that a time that is up
// is so for all steps between two of them, in whatever order they come.

// enterTime notes when the new event d takes place.
func (h *history) enterTime(d int, e *event, w *sim.World) {
	if d == 0 {
		h.virtual = w.Config().Clock == sim.Virtual
	}
	e.now, e.lulls, e.since = 0, int32(w.Lulls()), 0
	if h.virtual {
		e.now = w.Stamp()
	}
	if d == 0 {
		return
	}
	if e.since = h.events[d-1].since; e.lulls != h.events[d-1].lulls {
		e.since = int32(d)
	}
}

// joinLull orders the new event d behind all that comes before the last lull.
func (h *history) joinLull(d int, e *event) {
	switch first := e.since; {
	case first == 0:
	case int(first) == d:
		for _, last := range h.last {
			h.join(e, last)
		}
	default: // what comes before the first step behind it comes before all of them; that step itself need not
		f := &h.events[first]
		for len(e.clock) < len(f.clock) {
			e.clock = append(e.clock, 0)
		}
		for t, v := range f.clock {
			if t == f.access.thread {
				v--
			}
			e.clock[t] = max(e.clock[t], v)
		}
	}
}

// waitsThroughLull says whether b, which was pending before the step "first" already, waited through a lull behind it.
func (s *DPOR) waitsThroughLull(b *second, first int32) bool {
	last := min(int(b.index), len(s.hb.events)-1)
	return s.hb.events[last].since > first
}

// timedAt says whether the time of b is up before the step "first", so that its operation ends there if it would block.
func (s *DPOR) timedAt(b *second, first int32) bool {
	return b.timed && (!s.hb.virtual || b.until <= s.hb.events[first].now)
}
