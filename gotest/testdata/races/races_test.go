// Package races has a data race for each way in which goroutines are put in an order, and a twin in which they are. What
// ends in Right has none; "go test -race" agrees.
package races

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// together runs functions, each in a goroutine, and waits for them.
func together(list ...func()) {
	var wg sync.WaitGroup
	for _, f := range list {
		wg.Go(f)
	}
	wg.Wait()
}

func TestPlain(t *testing.T) {
	n := 0
	together(func() { n++ }, func() { n++ })
}

func TestPlainRight(t *testing.T) {
	var s struct{ a, b int8 } // beside each other, and not the same
	list := make([]byte, 4)
	together(func() { s.a++; list[0]++ }, func() { s.b++; list[1]++ })
	s.a += s.b
}

// A send comes before the receive is over.
func TestSend(t *testing.T) {
	n, c := 0, make(chan int)
	go func() {
		c <- 1
		n++ // after it
	}()
	<-c
	n++
}

func TestSendRight(t *testing.T) {
	n, c := 0, make(chan int)
	go func() {
		n++
		c <- 1
	}()
	<-c
	n++
}

// Without a buffer a receive comes before the send is over; with one it does not.
func TestReceive(t *testing.T)      { receive(1) }
func TestReceiveRight(t *testing.T) { receive(0) }

func receive(room int) {
	n, c := 0, make(chan int, room)
	go func() {
		n++
		<-c
	}()
	c <- 1
	n++
}

// A buffer is a semaphore: a receive comes before the send that takes its place.
func TestSemaphore(t *testing.T)      { semaphore(2) }
func TestSemaphoreRight(t *testing.T) { semaphore(1) }

func semaphore(room int) {
	n, c := 0, make(chan bool, room)
	use := func() {
		c <- true
		n++
		<-c
	}
	together(use, use)
}

// A close comes before the receive that it lets go on.
func TestClose(t *testing.T) {
	n, c := 0, make(chan int)
	go func() {
		close(c)
		n++
	}()
	<-c
	n++
}

func TestCloseRight(t *testing.T) {
	n, c := 0, make(chan int)
	for range 2 {
		go func() {
			<-c
			_ = n
		}()
	}
	n++
	close(c)
}

// A send while somebody closes: it panics, or it does not.
func TestSendAndClose(t *testing.T) {
	c := make(chan int, 1)
	go func() { c <- 1 }()
	close(c)
}

func TestSelect(t *testing.T)      { selects(false) }
func TestSelectRight(t *testing.T) { selects(true) }

func selects(before bool) {
	n, a, b := 0, make(chan int), make(chan int)
	go func() {
		if before {
			n++
		}
		select {
		case a <- 1:
		case b <- 1:
		}
		if !before {
			n++
		}
	}()
	select {
	case <-a:
	case <-b:
	}
	n++
}

func TestMutex(t *testing.T) {
	var a, b sync.Mutex // two locks
	n := 0
	together(func() { a.Lock(); n++; a.Unlock() }, func() { b.Lock(); n++; b.Unlock() })
}

func TestMutexRight(t *testing.T) {
	var a sync.Mutex
	n := 0
	add := func() {
		if a.TryLock() {
			n++
			a.Unlock()
		}
		a.Lock()
		n++
		a.Unlock()
	}
	together(add, add)
}

func TestRWMutex(t *testing.T) {
	var a sync.RWMutex
	n := 0
	add := func() { a.RLock(); n++; a.RUnlock() } // both read
	together(add, add)
}

func TestRWMutexRight(t *testing.T) {
	var a sync.RWMutex
	n, sum := 0, atomic.Int64{}
	look := func() { a.RLock(); sum.Add(int64(n)); a.RUnlock() }
	together(look, func() { a.Lock(); n++; a.Unlock() }, look)
}

func TestWaitGroup(t *testing.T) {
	var wg sync.WaitGroup
	n := 0
	wg.Add(1)
	go func() {
		wg.Done()
		n++
	}()
	wg.Wait()
	n++
}

// The first Add must come before Wait (cockroach 4407).
func TestAddInside(t *testing.T) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1)
		wg.Done()
	}()
	wg.Add(1)
	go wg.Done()
	wg.Wait()
}

func TestWaitGroupRight(t *testing.T) {
	var wg sync.WaitGroup
	list := make([]int, 2)
	for i := range list {
		wg.Add(1)
		go func() {
			list[i]++
			wg.Done()
		}()
	}
	wg.Wait()
	list[0] += list[1]
}

// Two may begin to wait at once: only the first has to come after the first Add.
func TestTwoWaitRight(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { wg.Wait() }()
	go func() { wg.Wait() }()
	wg.Done()
}

func TestOnce(t *testing.T) {
	var once sync.Once
	n := 0
	get := func() { once.Do(func() {}); n++ }
	together(get, get)
}

func TestOnceRight(t *testing.T) {
	var once sync.Once
	var n *int
	get := func() { once.Do(func() { n = new(int) }); _ = *n }
	together(get, get)
}

func TestCondRight(t *testing.T) {
	var mu sync.Mutex
	ready, n, c := false, 0, sync.NewCond(&mu)
	together(func() {
		n++
		mu.Lock()
		ready = true
		mu.Unlock()
		c.Broadcast()
	}, func() {
		mu.Lock()
		for !ready {
			c.Wait()
		}
		mu.Unlock()
		n++
	})
}

// Who sees what an atomic operation has stored comes after it.
func TestAtomic(t *testing.T) {
	var ready atomic.Bool
	n := 0
	together(func() { ready.Store(true); n++ }, func() {
		if ready.Load() {
			n++
		}
	})
}

func TestAtomicRight(t *testing.T) {
	var ready atomic.Bool
	var p atomic.Pointer[int]
	var count int64
	n := 0
	together(func() {
		n++
		p.Store(&n)
		ready.Store(true)
		atomic.AddInt64(&count, 1)
	}, func() {
		if ready.Load() {
			n++
		}
		if atomic.CompareAndSwapInt64(&count, 0, 1) && p.Load() != nil {
			return
		}
	})
	_ = count // Wait comes before it
}

// Atomic here, and not there.
func TestAtomicAndPlain(t *testing.T) {
	var n int64
	together(func() { atomic.AddInt64(&n, 1) }, func() { n++ })
}

// A function of sync/atomic is a point of the schedule: another goroutine comes between the two.
func TestLoadAndStore(t *testing.T) {
	var n int64
	add := func() { atomic.StoreInt64(&n, atomic.LoadInt64(&n)+1) }
	together(add, add)
	if n != 2 {
		t.Error("counted", n)
	}
}

func TestPoolRight(t *testing.T) {
	p := sync.Pool{New: func() any { return new(int) }}
	use := func() {
		x := p.Get().(*int)
		*x++
		p.Put(x)
	}
	together(use, use)
}

func TestSyncMap(t *testing.T) {
	var m sync.Map
	together(func() { x := new(int); m.Store(1, x); *x = 1 }, func() {
		if x, ok := m.Load(1); ok {
			_ = *x.(*int)
		}
	})
}

func TestSyncMapRight(t *testing.T) {
	var m sync.Map
	together(func() { x := new(int); *x = 1; m.Store(1, x) }, func() {
		if x, ok := m.Load(1); ok {
			_ = *x.(*int)
		}
	})
}

// A goroutine comes after who starts it; its end comes before nothing.
func TestGo(t *testing.T) {
	n := 0
	go func() { n++ }()
	n++
}

func TestGoRight(t *testing.T) {
	n := 1
	for range 2 {
		go func() { _ = n }()
	}
}

// Time puts nothing in an order.
func TestSleep(t *testing.T) {
	n := 0
	go func() { n++ }()
	time.Sleep(time.Second)
	n++
}

func TestTimersRight(t *testing.T) {
	n, done := 0, make(chan bool)
	n++
	time.AfterFunc(time.Second, func() { n++; close(done) })
	<-done
	n++
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		n++
		cancel()
	}()
	<-ctx.Done()
	n++
}

func TestMap(t *testing.T) {
	m := map[string]int{}
	together(func() { m["a"] = 1 }, func() { _ = m["b"] })
}

func TestMapDelete(t *testing.T) {
	m := map[int]bool{1: true}
	together(func() { delete(m, 1) }, func() {
		for range m {
		}
	})
}

func TestMapRight(t *testing.T) {
	m, sum := map[[3]int]int{{1}: 1}, atomic.Int64{}
	look := func() { sum.Add(int64(m[[3]int{1}])); sum.Add(int64(len(m))) }
	together(look, look)
}

func TestCopy(t *testing.T) {
	a, b := make([]int, 4), make([]int, 4)
	together(func() { copy(a, b) }, func() { b[3] = 1 })
}

func TestAppend(t *testing.T) {
	a := make([]int, 1)
	together(func() { _ = append(a, 1) }, func() { a[0] = 1 })
}

func TestString(t *testing.T) {
	a := make([]byte, 40)
	together(func() { _ = len(string(a)) + len(map[string]int{string(a): 1}) }, func() { a[39] = 1 })
}

func TestSubtestsRight(t *testing.T) {
	n := 0
	t.Run("a", func(t *testing.T) { n++ })
	for range 2 {
		t.Run("b", func(t *testing.T) {
			t.Parallel()
			_ = n
		})
	}
	t.Cleanup(func() { n++ })
}

func TestBubble(t *testing.T)      { bubble(t, time.Second) }
func TestBubbleRight(t *testing.T) { bubble(t, 0) }

// Wait comes after what the others have done until they wait.
func bubble(t *testing.T, later time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		n, wait := 0, make(chan bool)
		go func() {
			n++
			if later > 0 {
				time.Sleep(later)
				n++
			}
			<-wait
		}()
		synctest.Wait()
		n++
		close(wait)
	})
}

func TestPullRight(t *testing.T) {
	n := 0
	next, stop := iter.Pull(func(yield func(int) bool) {
		n++
		yield(n)
		n++
	})
	next()
	n++
	stop()
}
