package sync

import (
	"internal/simhook"
	"unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simSet runtime.simSet
func simSet(on bool)

//go:linkname simLibrary runtime.simLibrary
func simLibrary()

// simRWMutex has the simulator decide when the operation takes place, and then brings the real lock into the state that
// it has in the model. Its semaphores are not used meanwhile.
func simRWMutex(op int, rw *RWMutex) bool {
	_ = rw.readerSem // it panics where the lock is nil, with the flag set
	simSet(false)
	was := rw.simCounts()
	now, ok := simhook.T.RWMutex(op, unsafe.Pointer(rw), was)
	was = rw.simCounts() // others may have changed it
	if now.Writer != was.Writer {
		if now.Writer {
			rw.w.Lock()
		} else {
			rw.w.Unlock()
		}
	}
	n := now.Readers
	if now.Writer {
		n -= rwmutexMaxReaders
	}
	rw.readerCount.Store(n)
	rw.readerWait.Store(now.Leaving)
	simSet(true)
	return ok
}

func (rw *RWMutex) simCounts() simhook.Counts {
	n := rw.readerCount.Load()
	c := simhook.Counts{Readers: n, Leaving: rw.readerWait.Load(), Writer: n < 0}
	if c.Writer {
		c.Readers += rwmutexMaxReaders
	}
	return c
}

func (wg *WaitGroup) simCount() int { return int(int32(wg.state.Load() >> 32)) }

// simAdd panics as the real Add does: by the model, before it.
func simAdd(wg *WaitGroup, delta int) {
	simSet(false)
	defer simSet(true)
	simhook.T.Add(unsafe.Pointer(wg), delta, wg.simCount())
	wg.Add(delta)
}

func simWait(wg *WaitGroup) {
	simSet(false)
	defer simSet(true)
	simhook.T.Wait(unsafe.Pointer(wg), wg.simCount())
}

func simOnce(o *Once, f func()) {
	simSet(false)
	defer simSet(true)
	simhook.T.Once(unsafe.Pointer(o), o.done.Load(), func() { o.done.Store(true) }, func() {
		simSet(true)
		defer simSet(false)
		f()
	})
}

func simCondWait(c *Cond) {
	c.checker.check()
	simSet(false)
	flagged := func(f func()) func() {
		return func() {
			simSet(true)
			f()
			simSet(false)
		}
	}
	simhook.T.CondWait(unsafe.Pointer(c), flagged(c.L.Lock), flagged(c.L.Unlock))
	simSet(true)
}

func simCondWake(c *Cond, all bool) {
	c.checker.check()
	simSet(false)
	simhook.T.CondWake(unsafe.Pointer(c), all)
	simSet(true)
}

func simPoolGet(p *Pool) any {
	_ = p.New // as the real one it panics where the pool is nil
	simSet(false)
	x, ok := simhook.T.PoolGet(unsafe.Pointer(p))
	simSet(true)
	if !ok && p.New != nil {
		return p.New()
	}
	return x
}

func simPoolPut(p *Pool, x any) {
	if x == nil {
		return
	}
	_ = p.New
	simSet(false)
	simhook.T.PoolPut(unsafe.Pointer(p), x)
	simSet(true)
}

// simMap is an operation on a map, which the real function carries out: it has locks of its own, and draws the seed of its
// hashes.
func simMap(m *Map, write bool) {
	simSet(false)
	simhook.T.Map(unsafe.Pointer(m), write)
	simLibrary()
}

// simRange goes over what the map holds now; f is the program's again.
func simRange(m *Map, f func(key, value any) bool) {
	simMap(m, false)
	var keys, values []any
	func() {
		defer simSet(true)
		m.Range(func(k, v any) bool {
			keys, values = append(keys, k), append(values, v)
			return true
		})
	}()
	for i, k := range keys {
		if !f(k, values[i]) {
			return
		}
	}
}
