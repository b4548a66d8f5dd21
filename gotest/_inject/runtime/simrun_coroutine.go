package runtime

import "unsafe"

//go:linkname simNewCoro
func simNewCoro(f func(unsafe.Pointer)) unsafe.Pointer {
	return unsafe.Pointer(newcoro(*(*func(*coro))(unsafe.Pointer(&f))))
}

//go:linkname simSwitch
func simSwitch(c unsafe.Pointer) { coroswitch((*coro)(c)) }

// simDrop frees the goroutine that is parked in the coroutine. Nothing of it runs any more: it is brought to where a
// goroutine is that has come to its end.
//
//go:linkname simDrop
func simDrop(c unsafe.Pointer) {
	gp := (*coro)(c).gp.ptr()
	gp.simrun = 0
	gp.coroarg = nil
	systemstack(func() {
		mp := getg().m
		pp := mp.p.ptr()
		casgstatus(gp, _Gwaiting, _Grunnable)
		casgstatus(gp, _Grunnable, _Grunning)
		casgstatus(gp, _Grunning, _Gdead)
		gcController.addScannableStack(pp, -int64(gp.stack.hi-gp.stack.lo))
		gp.m = nil
		gp.preemptStop = false
		gp.paniconfault = false
		gp._defer = nil
		gp._panic = nil
		gp.writebuf = nil
		gp.waitreason = waitReasonZero
		gp.param = nil
		gp.labels = nil
		gp.timer = nil
		gp.bubble = nil
		gp.gcAssistBytes = 0
		gfput(pp, gp)
	})
}
