package golang

import (
	"slices"

	"simrun/sim"
)

// Case is one of a select: a [Sends] or a [Receives].
type Case interface {
	channel() *sim.Object // nil if the channel is
	ready() bool
	besides(o Case) bool // it goes the same way on the same channel
	now() Outcome
	join(p *party, index int)
	resumed(closed bool) Outcome
	does() string // for reports
}

// Sends is the case of a send. A nil channel is never ready.
type Sends[T any] struct {
	C     *Chan[T]
	Value T
}

// Receives is the case of a receive. Value and OK are set when it was chosen. A nil channel is never ready.
type Receives[T any] struct {
	C     *Chan[T]
	Value T
	OK    bool
	seat  *seat[T]
}

// Select is a select statement without a default: it blocks until one of the cases can go on, and returns its index. If
// several can, which one is a choice of the schedule. It panics if that is a send on a closed channel.
// https://go.dev/ref/spec#Select_statements
func Select(w *sim.World, cases ...Case) int {
	i, outcome := Selecting(w, true, cases...)
	return chosen(cases, i, outcome)
}

// TrySelect is a select statement with a default, which is -1. It does not block.
// https://go.dev/ref/spec#Select_statements
func TrySelect(w *sim.World, cases ...Case) int {
	i, outcome := Selecting(w, false, cases...)
	return chosen(cases, i, outcome)
}

// chosen panics for a send on a closed channel.
func chosen(cases []Case, i int, outcome Outcome) int {
	if outcome == OnClosed {
		if _, receives := cases[i].(interface{ receives() }); !receives {
			panic(plainError("send on closed channel"))
		}
	}
	return i
}

// Selecting is a select that blocks or does not, and leaves it to its caller to panic. It is for hooks.
func Selecting(w *sim.World, block bool, cases ...Case) (int, Outcome) {
	var space [8]*sim.Object
	op := sim.Op{Name: "select", Also: space[:0]}
	for _, c := range cases {
		switch o := c.channel(); {
		case o == nil:
		case op.Object == nil:
			op.Object = o
		default:
			op.Also = append(op.Also, o)
		}
	}
	if op.Object == nil {
		if block {
			BlockForever(w, "select")
		}
		return -1, WouldBlock
	}
	if !block {
		op.Guard = selectGuard(cases)
	}
	if !w.Do(op) {
		return -1, WouldBlock
	}
	if i, n := pick(w, cases); n > 0 {
		if n == 1 && w.Recording() {
			w.Notef("%s", cases[i].does())
		}
		return i, cases[i].now()
	} else if !block {
		return -1, WouldBlock
	}
	p := arrive(w, "select", nil)
	for i, c := range cases {
		if c.channel() != nil && !slices.ContainsFunc(cases[:i], c.besides) {
			first := pickBesides(w, cases, i)
			cases[first].join(p, first)
		}
	}
	if !p.resume("select") {
		return -1, WouldBlock
	}
	if w.Recording() {
		w.Notef("%s", cases[p.chosen].does())
	}
	return p.chosen, cases[p.chosen].resumed(p.closed)
}

// pick chooses one of the n cases that are ready.
func pick(w *sim.World, cases []Case) (index, n int) {
	var space [8]int
	ready := space[:0]
	for i, c := range cases {
		if c.channel() != nil && c.ready() {
			ready = append(ready, i)
		}
	}
	if len(ready) == 0 {
		return -1, 0
	}
	return among(w, cases, ready), len(ready)
}

// pickBesides chooses one of the cases that go the same way on the same channel, of which one is given. Go has them queue in an open
// order, and only the one in front can be chosen.
func pickBesides(w *sim.World, cases []Case, i int) int {
	var space [8]int
	alike := append(space[:0], i)
	for j, c := range cases[i+1:] {
		if c.channel() != nil && cases[i].besides(c) {
			alike = append(alike, i+1+j)
		}
	}
	if len(alike) == 1 {
		return i
	}
	return among(w, cases, alike)
}

// among chooses one of some cases.
func among(w *sim.World, cases []Case, list []int) int {
	if w.Recording() {
		return list[w.ChooseAmong(len(list), func(i int) string { return cases[list[i]].does() })]
	}
	return list[w.Choose(len(list))]
}

// selectGuard is that of a select with a default: it changes nothing if no case is ready.
type selectGuard []Case

// Wide says that it looks at all the channels.
func (selectGuard) Wide() {}

func (g selectGuard) Effect(*sim.Thread) sim.Effect {
	for _, c := range g {
		if c.channel() != nil && c.ready() {
			return sim.Writes
		}
	}
	return sim.Reads
}

func (s *Sends[T]) channel() *sim.Object {
	if s.C == nil {
		return nil
	}
	return &s.C.Object
}
func (s *Sends[T]) does() string { return s.C.Name() + ".send" }
func (s *Sends[T]) ready() bool  { return s.C.canSend() }
func (s *Sends[T]) besides(o Case) bool {
	other, ok := o.(*Sends[T])
	return ok && other.C == s.C
}
func (s *Sends[T]) now() Outcome { return s.C.sendNow(s.Value) }
func (s *Sends[T]) join(p *party, index int) {
	p.in = append(p.in, s.C)
	s.C.sendq.join(p.World(), p, index, s.Value)
}
func (s *Sends[T]) resumed(closed bool) Outcome {
	if closed {
		return OnClosed
	}
	return Done
}

func (r *Receives[T]) channel() *sim.Object {
	if r.C == nil {
		return nil
	}
	return &r.C.Object
}
func (r *Receives[T]) does() string { return r.C.Name() + ".receive" }
func (r *Receives[T]) receives()    {}
func (r *Receives[T]) ready() bool  { return r.C.canReceive() }
func (r *Receives[T]) besides(o Case) bool {
	other, ok := o.(*Receives[T])
	return ok && other.C == r.C
}
func (r *Receives[T]) now() Outcome {
	v, outcome := r.C.receiveNow()
	r.Value, r.OK = v, outcome == Done
	return outcome
}
func (r *Receives[T]) join(p *party, index int) {
	p.in = append(p.in, r.C)
	r.seat = r.C.recvq.join(p.World(), p, index, r.Value)
}
func (r *Receives[T]) resumed(closed bool) Outcome {
	var zero T
	if r.Value, r.OK = zero, false; closed {
		return OnClosed
	}
	r.Value, r.OK = r.seat.value, true
	return Done
}
