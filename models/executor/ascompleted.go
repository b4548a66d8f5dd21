package executor

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"simrun/sim"
)

// AsCompleted gives the futures as they become done: first those that are already, in any order, which a search tries one
// after the other, because Python keeps them in a set; then the others in the order in which they do; each once, also if
// it was given twice. Between them it blocks,
// without a limit or until the timeout, counted from the first, has passed: then it gives nil and Python's TimeoutError
// "2 (of 4) futures unfinished", and ends. Those that are done at the start are given also if the timeout is 0.
//
// A future that was cancelled is given when a worker comes across it; see [Wait].
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.as_completed
func AsCompleted(fs []*Future, timeout ...time.Duration) iter.Seq2[*Future, error] {
	const name = "futures.as_completed"
	return func(yield func(*Future, error) bool) {
		fs := distinct(fs)
		if len(fs) == 0 {
			return
		}
		w := fs[0].World()
		take := sim.Op{Name: name}
		timed(w, &take, timeout)
		if !lookAt(name, fs) {
			return
		}
		m := sim.New[waiter](w)
		m.want = 1
		ready := m.install(w, name, fs)
		take.Object, take.Guard = &m.Object, m
		pending := len(fs) - len(ready)
		for any := true; ; any = false {
			for len(ready) > 0 {
				i := 0
				if any {
					i = w.Choose(len(ready))
				}
				f := ready[i]
				ready = slices.Delete(ready, i, i+1)
				if !yield(f, nil) {
					return
				}
			}
			if pending == 0 || w.Killing() {
				return
			}
			if outOfTime(w, &take) || !w.Do(take) {
				if !w.Killing() {
					yield(nil, &sim.Exception{Type: "TimeoutError",
						Text: fmt.Sprintf("%d (of %d) futures unfinished", pending, len(fs))})
				}
				return
			}
			ready = m.finished
			m.finished, m.over = nil, false
			pending -= len(ready)
		}
	}
}

// outOfTime says whether the time ran out while the program was busy with the futures given before. CPython looks at
// the clock before it looks for more of them, so it then gives up even if there are some.
func outOfTime(w *sim.World, take *sim.Op) bool {
	if !take.Timed {
		return false
	}
	if w.Config().Clock == sim.Anytime {
		return w.Choose(2) == 1
	}
	return w.Stamp() > take.Deadline
}
