package executor

import (
	"fmt"
	"iter"
	"time"

	"simrun/sim"
)

// Stream is a call of AsCompleted: the futures that became done and that it has not given yet, in that order.
type Stream struct {
	sim.Object
	finished []*Future
	pending  int
	total    int
}

// AsCompleted gives the futures as they become done: first those that are already, in the order in which they were
// given, then the others in the order in which they do; each once, also if it was given twice. Between them it blocks,
// without a limit or until the timeout, counted from the first, has passed: then it gives nil and Python's TimeoutError
// "2 (of 4) futures unfinished", and ends. Those that are done at the start are given also if the timeout is 0.
//
// A future that was cancelled is given when a worker comes across it; see [Wait].
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.as_completed
func AsCompleted(fs []*Future, timeout ...time.Duration) iter.Seq2[*Future, error] {
	return func(yield func(*Future, error) bool) {
		if len(fs) == 0 {
			return
		}
		w := fs[0].World()
		take := sim.Op{Name: "futures.as_completed", Guard: (*takeStream)(nil)}
		timed(w, &take, timeout)
		s, ready := openStream(w, distinct(fs))
		if s == nil {
			return
		}
		take.Object, take.Guard = &s.Object, (*takeStream)(s)
		for {
			for _, f := range ready {
				if !yield(f, nil) {
					return
				}
			}
			if s.pending == 0 {
				return
			}
			if s.outOfTime(&take) || !w.Do(take) {
				if !w.Killing() {
					yield(nil, s.late())
				}
				return
			}
			ready, s.finished = s.finished, nil
			s.pending -= len(ready)
		}
	}
}

// openStream asks to be told of the futures that are not done, and returns those that are.
func openStream(w *sim.World, fs []*Future) (s *Stream, ready []*Future) {
	if !w.Do(sim.Op{Name: "futures.as_completed", Object: &fs[0].Object, Also: furtherObjects(fs), Guard: &opening{waiting{fs: fs}}}) {
		return nil, nil
	}
	s = &Stream{total: len(fs)}
	s.Object.Init(w, "as_completed", "", s)
	for _, f := range fs {
		if f.settled() {
			ready = append(ready, f)
		} else {
			f.streams = append(f.streams, s)
			s.pending++
		}
	}
	return s, ready
}

// opening is the guard of openStream.
type opening struct{ waiting }

func (g *opening) Effect(t *sim.Thread) sim.Effect {
	effect := (*arriving)(&g.waiting).Effect(t)
	if effect == sim.Reads && !g.over() {
		return sim.Writes
	}
	return effect
}

// takeStream is open when a future has become done.
type takeStream Stream

func (g *takeStream) Effect(*sim.Thread) sim.Effect {
	if len(g.finished) == 0 {
		return sim.Blocks
	}
	return sim.Writes
}

// add tells the stream that a future has become done.
func (s *Stream) add(f *Future) {
	if s.World().Do(sim.Op{Name: "futures.as_completed.add", Object: &s.Object}) {
		s.finished = append(s.finished, f)
	}
}

// outOfTime says whether the time ran out while the program was busy with the futures given before. CPython looks at
// the clock before it looks for more of them, so it then gives up even if there are some.
func (s *Stream) outOfTime(take *sim.Op) bool {
	w := s.World()
	if !take.Timed || w.Killing() {
		return false
	}
	if w.Config().Clock == sim.Anytime {
		return w.Choose(2) == 1
	}
	return w.Now() > take.Deadline
}

// late is the exception of a stream whose time is up.
func (s *Stream) late() error {
	return &sim.Exception{Type: "TimeoutError", Text: fmt.Sprintf("%d (of %d) futures unfinished", s.pending, s.total)}
}

// State is how many futures are done and not yet given, and how many are awaited.
func (s *Stream) State() string {
	return fmt.Sprintf("%d done, %d awaited", len(s.finished), s.pending-len(s.finished))
}
