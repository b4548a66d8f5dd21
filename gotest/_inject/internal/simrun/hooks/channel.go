package hooks

import (
	"internal/simhook"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

//go:linkname chanState runtime.simChan
func chanState(c unsafe.Pointer) (n, size int, closed bool)

//go:linkname chanAwaited runtime.simAwaited
func chanAwaited(c unsafe.Pointer) bool

//go:linkname ticks runtime.simTicks
func ticks(c unsafe.Pointer) bool

//go:linkname shut runtime.simShut
func shut(c unsafe.Pointer, closed bool)

//go:linkname chanMark runtime.simMark
func chanMark(c unsafe.Pointer) *uint64

//go:linkname box runtime.simBox
func box(c, from unsafe.Pointer) unsafe.Pointer

//go:linkname unbox runtime.simUnbox
func unbox(c, to, box unsafe.Pointer)

//go:linkname put runtime.simPut
func put(c, box unsafe.Pointer)

//go:linkname take runtime.simTake
func take(c, to unsafe.Pointer)

// channel is the model of a channel of the runtime. Its values are boxes.
type channel = golang.Chan[unsafe.Pointer]

// buffer is that of the real channel.
type buffer struct{ c unsafe.Pointer }

func (b *buffer) Len() int             { n, _, _ := chanState(b.c); return n }
func (b *buffer) Cap() int             { _, size, _ := chanState(b.c); return size }
func (b *buffer) Put(v unsafe.Pointer) { put(b.c, v) }
func (b *buffer) Take() unsafe.Pointer {
	v := box(b.c, nil)
	take(b.c, v)
	return v
}

// channelAt is the model of a channel. What the runtime has marked is the execution and the place in its list.
func channelAt(c unsafe.Pointer) *channel {
	if mark := *chanMark(c); mark>>32 == state.epoch {
		return state.channels[uint32(mark)]
	}
	if chanAwaited(c) {
		leaveOut("comes to a channel at which a goroutine waits that was there before the test, as those that an init function or TestMain starts, " +
			"which simrun does not execute: start it in the test, or leave the test out with -skip")
	}
	if ticks(c) {
		oldTimer()
	}
	old := state.before[uintptr(c)]
	if old == nil {
		old = &earlier{number: uint64(len(state.before)) + 1}
		state.before[uintptr(c)] = old
		old.keep(&buffer{c})
	} else {
		old.putBack(&buffer{c})
	}
	m := adopt(c, "chan from before")
	m.KnownAs(sim.Mix(old.number))
	return m
}

// earlier is a channel that was there before the executions, as it was when the first of them came to it. Each execution that comes
// to it finds it so.
type earlier struct {
	number uint64 // by which it is known: channels are numbered in the order of their first use
	values []unsafe.Pointer
	closed bool
}

// keep notes what the channel is like.
func (e *earlier) keep(b *buffer) {
	_, _, e.closed = chanState(b.c)
	for b.Len() > 0 {
		e.values = append(e.values, b.Take())
	}
	e.putBack(b)
}

// putBack makes the channel what it was.
func (e *earlier) putBack(b *buffer) {
	shut(b.c, false)
	for b.Len() > 0 {
		b.Take()
	}
	for _, v := range e.values {
		b.Put(v)
	}
	shut(b.c, e.closed)
}

// adopt makes the model of a channel.
func adopt(c unsafe.Pointer, name string) *channel {
	b := sim.New[buffer](state.w)
	b.c = c
	_, _, closed := chanState(c)
	m := golang.MakeOver[unsafe.Pointer](state.w, numbered(name), b, closed)
	*chanMark(c) = state.epoch<<32 | uint64(len(state.channels))
	state.channels = append(state.channels, m)
	return m
}

// makeChannel names a channel after the line that has made it.
func makeChannel(c unsafe.Pointer, pc uintptr) {
	m := adopt(c, madeAt(pc))
	if placeOf(pc).kind == tester {
		m.ForItself()
	}
}

func send(c, elem unsafe.Pointer, block bool) int {
	if c == nil {
		return onNil("chan.send (nil)", block)
	}
	point()
	onChannel(c, false)
	switch channelAt(c).Sending(box(c, elem), block) {
	case golang.OnClosed:
		return simhook.Real
	case golang.WouldBlock:
		return simhook.Block
	}
	return simhook.Done
}

// onNil blocks for ever, unless it must not.
func onNil(op string, block bool) int {
	if block {
		golang.BlockForever(state.w, op)
	}
	return simhook.Block
}

func receive(c, elem unsafe.Pointer, block bool) int {
	if c == nil {
		return onNil("chan.receive (nil)", block)
	}
	point()
	v, outcome := channelAt(c).Receiving(block)
	switch outcome {
	case golang.OnClosed:
		unbox(c, elem, nil)
		return simhook.Zero
	case golang.WouldBlock:
		return simhook.Block
	}
	unbox(c, elem, v)
	return simhook.Done
}

func length(c unsafe.Pointer) int {
	point()
	return channelAt(c).Len()
}

// unbuffered says whether a channel that the execution has made has no buffer, as far as the program may know. It is no operation.
func unbuffered(c unsafe.Pointer) bool {
	mark := *chanMark(c)
	return mark>>32 == state.epoch && state.channels[uint32(mark)].Cap() == 0
}

// closeChannel is followed by the real close, which panics if the channel is closed or nil.
func closeChannel(c unsafe.Pointer) {
	if c != nil {
		point()
		channelAt(c).Closing()
		onChannel(c, true)
	}
}

func selectCases(cases []simhook.Case, nsends int, block bool) (int, int) {
	point()
	list := make([]golang.Case, len(cases))
	for i, x := range cases {
		var m *channel
		if x.C != nil {
			m = channelAt(x.C)
		}
		switch {
		case i >= nsends:
			list[i] = &golang.Receives[unsafe.Pointer]{C: m}
		case m == nil:
			list[i] = &golang.Sends[unsafe.Pointer]{}
		default:
			list[i] = &golang.Sends[unsafe.Pointer]{C: m, Value: box(x.C, x.Elem)}
		}
	}
	i, outcome := golang.Selecting(state.w, block, list...)
	if i < 0 {
		return i, simhook.Block
	}
	r, receives := list[i].(*golang.Receives[unsafe.Pointer])
	switch {
	case !receives && outcome == golang.OnClosed:
		return i, simhook.Real
	case receives && outcome == golang.OnClosed:
		unbox(cases[i].C, cases[i].Elem, nil)
		return i, simhook.Zero
	case receives:
		unbox(cases[i].C, cases[i].Elem, r.Value)
	}
	return i, simhook.Done
}
