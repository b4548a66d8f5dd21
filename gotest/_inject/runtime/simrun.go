package runtime

import (
	"internal/abi"
	"internal/runtime/atomic"
	"internal/simhook"
	"unsafe"
)

var _ atomic.Uint32

// simSeed takes the place of the random bytes that a process starts with, so that maps go the same way in each.
var simSeed = [32]byte{1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 7, 11, 17, 19, 23}

//go:linkname simReseed
func simReseed(seed uint64) { getg().simrand = seed }

// simRand is SplitMix64. Each goroutine draws numbers of its own, so that they do not depend on who comes first.
//
//go:nosplit
func simRand() uint64 {
	gp := getg()
	gp.simrand += 0x9e3779b97f4a7c15
	z := gp.simrand
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// simOn says whether the goroutine is simulated and may give way now: it may not where it is bound to its thread.
//
//go:linkname simOn
//go:nosplit
func simOn() bool {
	gp := getg()
	return gp.simrun == 1 && gp.m.locks == 0
}

// simSet sets the flag.
//
// What follows gets memory of its own for small values without pointers: which ones lie in one piece is then the same in
// each execution, and the simulator's are not among them.
//
//go:linkname simSet
//go:nosplit
func simSet(on bool) {
	if on {
		gp := getg()
		gp.simrun = 1
		if pp := gp.m.p.ptr(); pp != nil && pp.mcache != nil {
			pp.mcache.tiny = 0
		}
	} else {
		getg().simrun = 0
	}
}

// simLibrary has the real functions carry out what follows, with the random numbers of the program all the same: the flag
// is neither that of the program nor that of the simulator.
//
//go:linkname simLibrary
//go:nosplit
func simLibrary() { getg().simrun = 2 }

func simSend(c *hchan, elem unsafe.Pointer, block bool) int {
	simSet(false)
	r := simhook.T.Send(unsafe.Pointer(c), elem, block)
	simSet(true)
	return r
}

func simReceive(c *hchan, elem unsafe.Pointer, block bool) int {
	simSet(false)
	r := simhook.T.Receive(unsafe.Pointer(c), elem, block)
	simSet(true)
	return r
}

func simClose(c *hchan) {
	simSet(false)
	simhook.T.Close(unsafe.Pointer(c))
	simSet(true)
}

func simLen(c *hchan) int {
	simSet(false)
	n := simhook.T.Len(unsafe.Pointer(c))
	simSet(true)
	return n
}

func simUnbuffered(c *hchan) bool {
	simSet(false)
	without := simhook.T.Unbuffered(unsafe.Pointer(c))
	simSet(true)
	return without
}

func simMake(t *abi.ChanType, size int, pc uintptr) *hchan {
	simSet(false)
	defer simSet(true)
	c := makechan(t, size)
	simhook.T.Make(unsafe.Pointer(c), pc)
	return c
}

func simSelect(cas0 *scase, nsends, nrecvs int, block bool) (int, bool) {
	simSet(false)
	cases := unsafe.Slice((*simhook.Case)(unsafe.Pointer(cas0)), nsends+nrecvs)
	i, outcome := simhook.T.Select(cases, nsends, block)
	simSet(true)
	switch outcome {
	case simhook.Real: // a send on a closed channel
		chansend((*hchan)(cases[i].C), cases[i].Elem, false, 0)
	case simhook.Done:
		return i, i >= nsends
	case simhook.Zero:
		return i, false
	}
	return -1, false
}

func simForever() {
	simSet(false)
	simhook.T.Forever()
}

func simGo(fn *funcval, at uintptr) bool {
	f := findfunc(fn.fn)
	if name := funcname(f); len(name) > 8 && name[:8] == "runtime." || name == "os/signal.loop" {
		return false
	}
	simSet(false)
	simhook.T.Go(fn.fn, at, *(*func())(unsafe.Pointer(&fn)))
	simSet(true)
	return true
}

func simSched() {
	simSet(false)
	simhook.T.Sched()
	simSet(true)
}

func simGoroutines() int {
	simSet(false)
	n := simhook.T.Goroutines()
	simSet(true)
	return n
}

func simStack(buf []byte, all bool) int {
	simSet(false)
	n := copy(buf, simhook.T.Stack(all))
	simSet(true)
	return n
}

func simSleep(ns int64) {
	simSet(false)
	simhook.T.Sleep(ns)
	simSet(true)
}

func simNow() int64 {
	if simStarting() {
		return simStartNow()
	}
	simSet(false)
	n := simhook.T.Now()
	simSet(true)
	return n
}

func simNewTimer(when, period int64, f func(arg any, seq uintptr, delay int64), arg any, c *hchan) *timeTimer {
	t := new(timeTimer)
	t.timer.init(nil, nil)
	t.init = true
	simSet(false)
	simhook.T.Timer(unsafe.Pointer(t), when, period, unsafe.Pointer(c), f, arg)
	simSet(true)
	return t
}

func simStopTimer(t *timeTimer) bool {
	simSet(false)
	was := simhook.T.Stop(unsafe.Pointer(t))
	simSet(true)
	return was
}

func simResetTimer(t *timeTimer, when, period int64) bool {
	simSet(false)
	was := simhook.T.Reset(unsafe.Pointer(t), when, period)
	simSet(true)
	return was
}

func simBubble(f func()) {
	simSet(false)
	defer simSet(true)
	simhook.T.Bubble(f)
}

func simQuiet() {
	simSet(false)
	simhook.T.Quiet()
	simSet(true)
}

//go:linkname simShared
func simShared(op int, p unsafe.Pointer, name string) {
	simSet(false)
	simhook.T.Shared(op, p, name)
	simSet(true)
}

//go:linkname simOutside
func simOutside(what string) {
	simSet(false)
	simhook.T.Outside(what)
	simSet(true)
}

// What the simulator asks of channels. It carries values in boxes of their own.

//go:linkname simChan
func simChan(c unsafe.Pointer) (n, size int, closed bool) {
	h := (*hchan)(c)
	return int(h.qcount), int(h.dataqsiz), h.closed != 0
}

// simAwaited says whether a goroutine waits at the channel that is not simulated: one that is does not wait there for real.
//
//go:linkname simAwaited
func simAwaited(c unsafe.Pointer) bool {
	h := (*hchan)(c)
	lock(&h.lock)
	awaited := h.recvq.first != nil || h.sendq.first != nil
	unlock(&h.lock)
	return awaited
}

// simShut has the channel be closed, or not. Nobody waits at it.
//
//go:linkname simShut
func simShut(c unsafe.Pointer, closed bool) {
	(*hchan)(c).closed = 0
	if closed {
		(*hchan)(c).closed = 1
	}
}

// simMark is where the simulator keeps its number of the channel.
//
//go:linkname simMark
func simMark(c unsafe.Pointer) *uint64 { return &(*hchan)(c).simrun }

//go:linkname simBox
func simBox(c, from unsafe.Pointer) unsafe.Pointer {
	t := (*hchan)(c).elemtype
	box := mallocgc(t.Size_, t, true)
	if from != nil {
		typedmemmove(t, box, from)
	}
	return box
}

// simUnbox copies a value, or the zero value if there is no box.
//
//go:linkname simUnbox
func simUnbox(c, to, box unsafe.Pointer) {
	switch t := (*hchan)(c).elemtype; {
	case to == nil:
	case box == nil:
		typedmemclr(t, to)
	default:
		typedmemmove(t, to, box)
	}
}

//go:linkname simPut
func simPut(c, box unsafe.Pointer) { chansend((*hchan)(c), box, false, 0) }

//go:linkname simTake
func simTake(c, to unsafe.Pointer) { chanrecv((*hchan)(c), to, false) }

// simCallers are the return addresses above its caller.
//
//go:linkname simCallers
func simCallers(buf []uintptr) int { return fpTracebackPCs(unsafe.Pointer(getfp()), buf) }

// simParked are the return addresses of the goroutine that is parked in a coroutine.
//
//go:linkname simParked
func simParked(c unsafe.Pointer, buf []uintptr) int {
	return fpTracebackPCs(unsafe.Pointer((*coro)(c).gp.ptr().sched.bp), buf)
}

// simExpand gives a return address for each function that is inlined where one is.
//
//go:linkname simExpand
func simExpand(buf []uintptr, pc uintptr) int { return fpunwindExpand(buf, []uintptr{0, pc}) }

// simObject is the memory that was allocated at once, and has the address in it; 0 if it is no memory of the heap. What is
// no pointer may be asked, too. Several small values without pointers may lie in one such piece of memory; scan says whether
// there may be pointers in it.
//
//go:linkname simObject
func simObject(p uintptr) (base, size uintptr, several, scan bool) {
	s := spanOfHeap(p)
	if s == nil {
		return 0, 0, false, false
	}
	return s.base() + (p-s.base())/s.elemsize*s.elemsize, s.elemsize, s.spanclass == tinySpanClass, !s.spanclass.noscan()
}
