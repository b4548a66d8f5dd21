package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// SURW is the selectively uniform random walk (Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform Concurrency
// Testing, ASPLOS 2025, section 3.2, algorithm 2). Some events are interesting; all their interleavings are equally
// likely, whatever the other events are. To that end the thread of the next interesting event is drawn in advance, with
// a probability in proportion to the interesting events that each thread has left; a thread that comes to an interesting
// event and is not the intended one waits; everything else is a random walk.
//
// As in the paper's experiments, the interesting events of an execution are the operations on one object, drawn among
// those that threads contend for. Which these are, and how many operations each thread has on them, is learned.
type SURW struct {
	seed uint64
	rng  strategy.Random
	*profile
	objects []*objectProfile // to draw from
	lefts   []remaining      // by object
	learned bool

	key         uint64 // of the object of this execution
	left        *remaining
	interesting []bool // by thread: its pending operation is interesting
	intended    *sim.Thread
	free        []int // the alternatives that need not wait
}

// NewSURW makes the strategy.
func NewSURW(seed uint64) *SURW { return newSURW(seed, newProfile()) }

func newSURW(seed uint64, p *profile) *SURW { return &SURW{seed: seed, profile: p} }

// Begin draws the object of execution i.
func (s *SURW) Begin(i int) bool {
	s.rng.Begin(s.seed, i)
	s.profile.begin(i)
	if s.learning {
		return true
	}
	if !s.learned {
		s.learn()
	}
	s.left, s.intended, s.interesting = nil, nil, s.interesting[:0]
	if len(s.objects) > 0 {
		n := s.rng.Below(len(s.objects))
		s.key, s.left = s.objects[n].key, &s.lefts[n]
		s.left.begin()
	}
	return true
}

// learn takes over the profile.
func (s *SURW) learn() {
	s.learned = true
	s.objects = s.contended()
	s.lefts = make([]remaining, len(s.objects))
	for i, o := range s.objects {
		s.lefts[i].set(s.threads, func(thread int) int {
			if thread < len(o.events) {
				return o.events[thread]
			}
			return 0
		})
	}
}

// Choose is a random walk among the threads that need not wait. If there is none, the intended thread cannot come to
// its event before one of them goes on, so another one is intended.
func (s *SURW) Choose(p *sim.Point) int {
	if s.learning {
		return s.walk(p, &s.rng)
	}
	if p.IsValue() || s.left == nil {
		return s.rng.Below(p.Len())
	}
	if threads := p.World().Threads(); s.intended == nil {
		if i := s.left.draw(threads, &s.rng); i >= 0 {
			s.intended = threads[i]
		}
	}
	s.ready = p.Alternatives(s.ready[:0])
	s.free = s.free[:0]
	for i, t := range s.ready {
		if t == s.intended || !s.comesTo(t) {
			s.free = append(s.free, i)
		}
	}
	if len(s.free) > 0 {
		return s.free[s.rng.Below(len(s.free))]
	}
	i := s.left.drawReady(s.ready, &s.rng)
	s.intended = s.ready[i]
	return i
}

// Committed counts the interesting event that took place, if it was one, and looks at what comes next.
func (s *SURW) Committed(step *sim.Step) {
	if s.learning {
		s.committed(step)
		return
	}
	if s.left == nil {
		return
	}
	if t := step.Thread; s.comesTo(t) {
		s.left.spend(t.Index())
		s.intended = nil
	}
	for _, t := range step.Spawned {
		s.created(t)
		s.look(t)
	}
	s.look(step.Thread)
}

// created hands the events of a new thread over to it. If its creator is the intended thread, that may have been for
// the sake of the new one.
func (s *SURW) created(t *sim.Thread) {
	if parent := t.Parent(); parent == s.intended && parent != nil && s.left.of(parent.Index()) > 0 {
		if s.rng.Below(s.left.of(parent.Index())) < s.left.of(t.Index()) {
			s.intended = t
		}
	}
	s.left.created(t.Index())
}

// look notes whether what a thread would do next is interesting.
func (s *SURW) look(t *sim.Thread) {
	i := t.Index()
	for len(s.interesting) <= i {
		s.interesting = append(s.interesting, false)
	}
	s.interesting[i] = !t.Done() && s.concerns(t.Pending())
	switch {
	case s.interesting[i]:
		s.left.need(i)
	case t.Done():
		s.left.ended(i)
		if s.intended == t {
			s.intended = nil
		}
	}
}

// comesTo says whether the pending operation of a thread is interesting.
func (s *SURW) comesTo(t *sim.Thread) bool {
	return t.Index() < len(s.interesting) && s.interesting[t.Index()]
}

// concerns says whether an operation is one on the object.
func (s *SURW) concerns(op *sim.Op) bool {
	if op.Object != nil && op.Object.Key() == s.key {
		return true
	}
	for _, o := range op.Also {
		if o.Key() == s.key {
			return true
		}
	}
	return false
}

// End learns from the first executions.
func (s *SURW) End(x *sim.Execution) { s.profile.end(x) }
