package hooks

import (
	"strings"
	"time"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

// clock is what says the time. To read it is to change it: the next one who does so reads a later time.
type clock struct{ sim.Object }

//go:linkname epoch runtime.simEpoch
func epoch() int64

// origin is what the clock has when the world begins. Each bubble has one of its own.
type origin struct {
	sim.Object
	began int64
}

func newOrigin(w *sim.World, began int64) *origin {
	o := sim.New[origin](w)
	o.Init(w, "bubble", numbered("bubble"), o)
	o.began = began
	return o
}

// originOf is that of a goroutine, which has it from whoever started it or its timer; nil if it is in no bubble.
func originOf(t *sim.Thread) *origin {
	if t == nil || t.Index() >= len(state.origins) {
		return nil
	}
	return state.origins[t.Index()]
}

// setting is that of the running goroutine.
func setting() *origin { return originOf(state.w.Current()) }

// beginsFrom sets it for the running goroutine.
func beginsFrom(o *origin) {
	by := state.w.Current().Index()
	for len(state.origins) <= by {
		state.origins = append(state.origins, nil)
	}
	state.origins[by] = o
}

// began is what the clock of the running goroutine has when the world begins.
func began() int64 {
	if o := setting(); o != nil {
		return o.began
	}
	return epoch()
}

// now is the time. Reading it takes a nanosecond, as programs expect that some time has passed, but not in a bubble, where
// they expect that none has, nor where package testing looks how long something takes.
func now() int64 {
	if setting() == nil && !forTester() {
		state.w.Touch(&state.clock.Object, true)
		state.reads++
	}
	by := state.w.Current().Index()
	for len(state.readAs) <= by {
		state.readAs = append(state.readAs, 0)
	}
	state.readAs[by] = readings()
	return began() + int64(state.w.Stamp()) + readings()
}

// readings are those that the clock of the running goroutine has gone on by: that of a bubble does not go on where others read theirs.
func readings() int64 {
	if setting() != nil {
		return 0
	}
	return state.reads
}

// Polls says whether the last execution has read the clock so often that it may wait for a time in a loop.
func Polls() bool { return state.reads > 1000 }

// inTime ends the execution if the test takes too long by its own clock. What passes in a bubble takes no time, as in Go, where tests sleep
// for days there.
func inTime() {
	if state.bubbles == 0 && state.w.Stamp()-state.bubbled > Patience && !state.returned {
		state.w.FailWith(sim.Failure{Kind: TimeoutKind, Message: "the test has not ended after 10 minutes by its own clock", Where: "10m"})
		state.w.Exit(2)
	}
}

func sleep(ns int64) {
	point()
	Timed = true
	golang.Sleep(state.w, time.Duration(ns))
	inTime()
}

// deadline is a time as the clock of the world has it, which the running goroutine has made from what it has read last. Others may have read
// the clock since.
func deadline(when int64) time.Duration {
	reads := readings()
	if by := state.w.Current().Index(); by < len(state.readAs) {
		reads = state.readAs[by]
	}
	return time.Duration(max(0, when-began()-reads))
}

func newTimer(p unsafe.Pointer, when, period int64, c unsafe.Pointer, f func(arg any, seq uintptr, delay int64), arg any) {
	point()
	Timed = true
	w, at, clock := state.w, deadline(when), setting()
	before := false
	if sends, ok := arg.(chan time.Time); ok && c == nil { // in a module for Go 1.22, or an earlier one
		before, c = true, *(*unsafe.Pointer)(unsafe.Pointer(&sends))
	}
	if c == nil {
		call := arg.(func()) // f starts it, in a goroutine of its own
		share(call)
		state.timers[p] = golang.StartTimer(w, numbered(timerAt()), at, time.Duration(period), nil, false, func() {
			beginsFrom(clock)
			if clock != nil {
				w.Touch(&clock.Object, false) // whoever waits for the bubble looks for the new goroutine
			}
			golang.StartThread(w, bear(entryOf(unsafe.Pointer(&call)), entryOf(unsafe.Pointer(&f))), func() { golang.Begin(w, func() { begins(clock, call) }) })
		})
		return
	}
	m := channelAt(c)
	state.timers[p] = golang.StartTimer(w, strings.TrimSuffix(m.Name(), ".C"), at, time.Duration(period), m, before, func() {
		inTime()
		beginsFrom(clock)
		t := clockTime()
		golang.Offer(m, box(c, unsafe.Pointer(&t)))
	})
}

// entryOf is where a function begins that a variable holds.
func entryOf(f unsafe.Pointer) uintptr { return **(**uintptr)(f) }

// clockTime is the time as the program sees it.
func clockTime() (t time.Time) {
	flagged(func() { t = time.Now() })
	return t
}

func stopTimer(p unsafe.Pointer) (was bool) {
	point()
	return timerOf(p).Stop()
}

func resetTimer(p unsafe.Pointer, when, period int64) (was bool) {
	point()
	return timerOf(p).ResetTo(deadline(when), time.Duration(period))
}

// timerOf is the model of a timer.
func timerOf(p unsafe.Pointer) *golang.Timer {
	t := state.timers[p]
	if t == nil {
		oldTimer()
	}
	return t
}

// oldTimer ends the execution: a timer that was there before it goes by the real clock.
func oldTimer() {
	leaveOut("comes to a timer that was there before the test, as one in a package variable, and goes by another clock: " +
		"start it in the test, or leave the test out with -skip")
}
