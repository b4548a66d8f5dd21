package sim

import (
	"fmt"
	"slices"
	"strings"
)

// DefaultLivelock is for how many steps nothing may change before an execution is called a livelock.
const DefaultLivelock = 2000

// LivelockKind is the kind of the failure.
const LivelockKind = "livelock"

// StepLimitKind is what an outcome is called that is no failure, because the limit of steps cut the execution short.
const StepLimitKind = "step-limit"

// progress watches whether an execution comes forward. Progress is a step that changes an object: reads, failed tries,
// sleeps and waits whose time was up are polling, and change none. An execution without progress is a livelock only if
// it was fair (Musuvathi, Qadeer: Fair Stateless Model Checking, PLDI 2008, section 2): if not, a thread that was never
// chosen might have made some. Fairness is not assumed of the scheduler but measured: each thread that could go on, or
// will when its time is up, has made its share of the steps.
//
// That costs a search nothing but a note of each write: the threads are looked at once in so many steps. So it takes up
// to twice the number of steps until a livelock is seen.
//
// What threads keep to themselves is not seen. Threads that take a lock, fail to get another and give the first one back
// change an object, and so are never called a livelock; one that counts its polls and gives up is, if the limit is
// shorter than its patience.
type progress struct {
	last   int   // steps at the last write
	limit  int   // steps at which to look again
	from   int   // steps at the start of the window; -1 if there is none
	window []int // by thread: its steps at the start of the window
}

func (p *progress) reset(cfg *Config) {
	p.last, p.from, p.limit = 0, -1, cfg.MaxSteps
	if cfg.Livelock > 0 {
		p.limit = min(p.limit, cfg.Livelock)
	}
}

// limit is called when the steps have come to progress.limit: it ends the execution, or says when to look again.
func (w *World) limit() bool {
	if w.steps >= w.cfg.MaxSteps {
		w.end = StepLimit
		return true
	}
	p := &w.progress
	if p.from >= 0 && p.last <= p.from {
		if w.fairSince() {
			w.failures = append(w.failures, w.livelock())
			w.end = Livelock
			return true
		}
	} else {
		p.from, p.window = w.steps, p.window[:0]
		for _, t := range w.threads {
			p.window = append(p.window, t.steps)
		}
	}
	p.limit = min(w.steps+w.cfg.Livelock, w.cfg.MaxSteps)
	return false
}

// fairSince says whether each thread that does not wait for another one has made its share of the steps of the window,
// a quarter of what it would be if all made as many. No thread was created since: that would be progress.
func (w *World) fairSince() bool {
	n := 0
	for _, t := range w.threads {
		if t.polls() {
			n++
		}
	}
	for i, t := range w.threads {
		if t.polls() && (t.steps-w.progress.window[i])*n*4 < w.steps-w.progress.from {
			return false
		}
	}
	return true
}

// polls says whether the thread can go on, or will when its time is up.
func (t *Thread) polls() bool { return !t.done && (t.op.Timed || t.world.effect(t) != Blocks) }

// livelock describes who polls, and who waits.
func (w *World) livelock() Failure {
	var polling, waiting, where []string
	for _, t := range w.threads {
		switch {
		case t.done:
		case t.polls():
			polling = append(polling, t.Name())
			where = append(where, t.Name()+" polls")
		default:
			at := t.op.Name + onObject(t.op.Object)
			waiting = append(waiting, t.Name()+" waits in "+at)
			where = append(where, t.Name()+" in "+at)
		}
	}
	slices.Sort(where)
	text := fmt.Sprintf("%s: nothing has changed in %s, in which each thread that could go on had its turn",
		strings.Join(polling, ", "), Count(w.steps-w.progress.last, "step"))
	if len(waiting) > 0 {
		text += "; " + strings.Join(waiting, "; ")
	}
	return Failure{Kind: LivelockKind, Message: text, Where: strings.Join(where, "; ")}
}
