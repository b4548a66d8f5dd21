package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// profileRuns is how many executions a strategy learns from. They are random walks, so they search as well.
const profileRuns = 10

// profile is what a strategy learns of a program from its first executions. Every worker learns the same, so what is
// found here must not depend on anything but the seed: objects and threads are listed in the order in which they were
// met.
//
// A program begins, for a strategy, at its first choice between threads: the steps before it are the same in each
// execution, and nothing that a strategy does there makes a difference.
type profile struct {
	runs    int // executions to learn from
	longest int // most steps of an execution, from its first choice on
	threads []threadProfile
	objects []*objectProfile
	byKey   map[uint64]*objectProfile // looked up only

	learning bool          // the execution under way is one to learn from
	begun    bool          // it has come to its first choice
	start    int           // the step at which it did
	last     int           // the step that the last choice was for
	ready    []*sim.Thread // the alternatives of the last choice
}

// threadProfile is what the executions to learn from have shown of a thread.
type threadProfile struct {
	parent int // index of the thread that creates it; -1 for the main thread
	steps  int // most steps of an execution
}

func newProfile() *profile {
	return &profile{runs: profileRuns, byKey: map[uint64]*objectProfile{}}
}

// Learning is the number of executions that are learned from.
func (p *profile) Learning() int { return p.runs }

// begin prepares execution i.
func (p *profile) begin(i int) {
	p.learning = i < p.runs
	p.begun, p.start, p.last = false, 0, -1
	if p.learning {
		for _, o := range p.objects {
			o.begin()
		}
	}
}

// at notes that the execution has come to a choice between threads. It returns the steps since the first one.
func (p *profile) at(point *sim.Point) int {
	if !p.begun {
		p.begun, p.start = true, point.Step()
	}
	return point.Step() - p.start
}

// walk is the choice of the execution to learn from: any.
func (p *profile) walk(point *sim.Point, r *strategy.Random) int {
	if !point.IsValue() {
		p.at(point)
		p.last, p.ready = point.Step(), point.Alternatives(p.ready[:0])
	}
	return r.Below(point.Len())
}

// committed learns from a step.
func (p *profile) committed(step *sim.Step) {
	for i := range step.Touches {
		p.touched(step, &step.Touches[i])
	}
	p.declared(step.Thread)
	for _, t := range step.Spawned {
		p.declared(t)
	}
}

// touched learns from a touch of a step: who has done it, and whether another thread could have raced with it.
func (p *profile) touched(step *sim.Step, touch *sim.Touch) {
	o := p.object(touch.Object)
	o.touch(step.Thread, touch.Write)
	if o.raced || step.Index != p.last {
		return
	}
	for _, t := range p.ready {
		o.raced = o.raced || t != step.Thread && conflicts(t, touch)
	}
}

// declared notes the operation that a thread came to.
func (p *profile) declared(t *sim.Thread) {
	if t.Done() {
		return
	}
	op := t.Pending()
	if op.Object != nil {
		p.object(op.Object).declare(t)
	}
	for _, o := range op.Also {
		p.object(o).declare(t)
	}
}

// object is what is known of an object of the execution under way.
func (p *profile) object(o *sim.Object) *objectProfile {
	known := p.byKey[o.Key()]
	if known == nil {
		known = newObjectProfile(o)
		p.byKey[o.Key()] = known
		p.objects = append(p.objects, known)
	}
	return known
}

// end learns from an execution as a whole.
func (p *profile) end(x *sim.Execution) {
	if !p.learning {
		return
	}
	p.longest = max(p.longest, x.Steps-p.start)
	for i, t := range x.World().Threads() {
		if i == len(p.threads) {
			p.threads = append(p.threads, threadProfile{parent: -1})
			if parent := t.Parent(); parent != nil {
				p.threads[i].parent = parent.Index()
			}
		}
		p.threads[i].steps = max(p.threads[i].steps, t.Steps())
	}
	for _, o := range p.objects {
		o.end()
	}
}

// contended lists the objects that threads contend for. Those that stand for threads count only if there are no others:
// that a thread has begun, and that it has ended, are two things of one object, and as a rule nobody asks for both.
func (p *profile) contended() []*objectProfile {
	var list, threads []*objectProfile
	for _, o := range p.objects {
		switch {
		case !o.contended():
		case o.thread:
			threads = append(threads, o)
		default:
			list = append(list, o)
		}
	}
	if len(list) == 0 {
		return threads
	}
	return list
}

// contenders is how many threads contend for one object at most, but at least 1.
func (p *profile) contenders() int {
	most := 1
	for _, o := range p.contended() {
		n := 0
		for _, events := range o.events {
			n += min(events, 1)
		}
		most = max(most, n)
	}
	return most
}
