package systematic

import (
	"simrun/internal/grow"
	"simrun/sim"
)

// fairness keeps the order of priorities of fair stateless model checking (Musuvathi, Qadeer: Fair Stateless Model
// Checking, PLDI 2008, algorithm 1). A thread that yields falls behind those that it has kept waiting since it yielded
// before: those that could have gone on all that time, or that it has blocked, and that have not been chosen. It may go
// on when each of them has made a step, or cannot. Every infinite execution that is left is fair, and none is left out
// in which no thread yields twice.
//
// Threads of Python programs yield by sleeping and by waits with a timeout; and one that polls yields too, though it
// does not say so: a step that changes nothing, and looks at what it has looked at before and what has not changed
// since, has shown the thread nothing new.
type fairness struct {
	threads  []*fairThread
	versions []int // by object ID: how often it was written
	allowed  []int // alternatives of the last choice
	ready    []*sim.Thread
}

// fairThread is what happened to a thread since it last yielded.
type fairThread struct {
	behind  []bool // by thread: it must go first
	enabled []bool // by thread: it could have gone on all the time
	blocked []bool // by thread: a step of this thread has blocked it
	chosen  []bool // by thread: it has made a step
	was     bool   // it could go on before the present step
	yielded bool   // at least once
	seen    []int  // by object ID: one more than the version that it read last
}

func (f *fairness) begin() { f.threads, f.versions = f.threads[:0], f.versions[:0] }

// thread is that of the index; it is known from its creation on.
func (f *fairness) thread(i int) *fairThread {
	for len(f.threads) <= i {
		f.threads = append(f.threads, &fairThread{})
	}
	return f.threads[i]
}

// alternatives lists those of a choice between threads that are allowed: there is at least one.
func (f *fairness) alternatives(p *sim.Point) []int {
	f.allowed, f.ready = f.allowed[:0], p.Alternatives(f.ready[:0])
	for i, t := range f.ready {
		behind := f.thread(t.Index()).behind
		allowed := true
		for _, u := range f.ready {
			allowed = allowed && (u.Index() >= len(behind) || !behind[u.Index()])
		}
		if allowed {
			f.allowed = append(f.allowed, i)
		}
	}
	return f.allowed
}

// committed follows a step.
func (f *fairness) committed(s *sim.Step) {
	all, index := s.Thread.World().Threads(), s.Thread.Index()
	me := f.thread(index)
	for i := range all {
		other := f.thread(i)
		*grow.At(&other.behind, index) = false
		*grow.At(&other.chosen, index) = true
	}
	for i, t := range all {
		other := f.thread(i)
		now := !t.Done() && (t.Ready() || t == s.Thread && t.PendingEffect() != sim.Blocks)
		if other.was && !now {
			*grow.At(&me.blocked, i) = true
		}
		other.was = now
		for j := range all {
			*grow.At(&f.thread(j).enabled, i) = *grow.At(&f.thread(j).enabled, i) && now
		}
	}
	if f.yields(s, me) {
		f.yield(me, all, index)
	}
}

// yield puts the thread behind those that it has kept waiting, and begins anew.
func (f *fairness) yield(me *fairThread, all []*sim.Thread, index int) {
	for i := range all {
		waited := *grow.At(&me.enabled, i) || *grow.At(&me.blocked, i)
		if me.yielded && i != index && waited && !*grow.At(&me.chosen, i) {
			*grow.At(&me.behind, i) = true
		}
		*grow.At(&me.enabled, i), *grow.At(&me.blocked, i), *grow.At(&me.chosen, i) = f.thread(i).was, false, false
	}
	me.yielded = true
}

// yields says whether the thread has given up the processor in this step, or polled in vain.
func (f *fairness) yields(s *sim.Step, me *fairThread) bool {
	vain := true
	for _, touch := range s.Touches {
		id := touch.Object.ID()
		if touch.Write {
			*grow.At(&f.versions, id)++
			vain = false
			continue
		}
		seen, now := grow.At(&me.seen, id), *grow.At(&f.versions, id)+1
		vain = vain && *seen == now
		*seen = now
	}
	return s.Elapsed || vain
}
