package sampling

import (
	"slices"

	"simrun/internal/grow"
	"simrun/sim"
)

// event is where a thread stands, as an execution without lines can tell: in the lower half the number of the operation that it
// is about to do, in the upper half that of its operation before. What is there at the start was written by event 0.
type event uint64

// operation is the number of the one that the thread is about to do.
func (e event) operation() uint { return uint(e & (1<<32 - 1)) }

// operation is what a thread does to an object; of a step that names none the object is 0.
type operation struct {
	name   string
	object uint64
}

// events follows the threads of an execution, and which of them go round in vain: a thread that has been where it is before, has
// seen the same there, and has written nothing since. Going round once more shows nothing new until something is written.
type events struct {
	numbers map[operation]uint // by operation: its number, from 1
	threads []standing
	version []int // by object ID: how often it was written
}

// standing is where a thread stands.
type standing struct {
	before  uint // its last operation
	pending event
	vain    bool
	looked  []look // since it has written something
}

// look is an operation that has changed nothing: where the thread was, and which version of the object it saw.
type look struct {
	at              event
	object, version int
}

func newEvents() events { return events{numbers: map[operation]uint{}} }

func (s *events) begin() {
	for i := range s.threads {
		s.threads[i] = standing{looked: s.threads[i].looked[:0]}
	}
	clear(s.version)
}

// of is where the thread stands.
func (s *events) of(t *sim.Thread) *standing { return grow.At(&s.threads, t.Index()) }

// committed follows a step, all but what its thread and new ones do next.
func (s *events) committed(step *sim.Step) {
	me := s.of(step.Thread)
	me.vain = len(step.Touches) > 0
	for i := range step.Touches {
		id := step.Touches[i].Object.ID()
		version := grow.At(&s.version, id)
		if step.Touches[i].Write {
			*version++
			me.vain, me.looked = false, me.looked[:0]
			for k := range s.threads {
				s.threads[k].vain = false
			}
		} else if l := (look{me.pending, id, *version}); !slices.Contains(me.looked, l) {
			me.vain, me.looked = false, append(me.looked, l)
		}
	}
}

// declared notes what the thread of a step and those that it has created are about to do.
func (s *events) declared(step *sim.Step) {
	s.declare(step.Thread)
	for _, t := range step.Spawned {
		s.declare(t)
	}
}

func (s *events) declare(t *sim.Thread) {
	me := s.of(t)
	if t.Done() {
		me.pending = 0
		return
	}
	op := operation{name: t.Pending().Name}
	if o := t.Pending().Object; o != nil {
		op.object = o.Key()
	}
	n := s.numbers[op]
	if n == 0 {
		n = uint(len(s.numbers) + 1)
		s.numbers[op] = n
	}
	me.pending, me.before = event(me.before)<<32|event(n), n
}
