package kernels

import (
	"sync"
	"sync/atomic"
	"testing"
)

// Two that stop a thing close its channel both (serving 4908, kubernetes 1321).
func TestClosedTwice(t *testing.T) {
	stop := make(chan bool)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			select {
			case <-stop:
			default:
				close(stop)
			}
		})
	}
	wg.Wait()
}

func TestClosedTwiceRight(t *testing.T) {
	stop := make(chan bool)
	var wg sync.WaitGroup
	var once sync.Once
	for range 2 {
		wg.Go(func() { once.Do(func() { close(stop) }) })
	}
	wg.Wait()
}

// A value is sent when the channel has been closed (grpc 1687).
func TestSentAfterClose(t *testing.T) {
	writes, closed := make(chan int, 1), make(chan bool)
	go func() {
		select {
		case <-closed:
		case writes <- 1:
		}
	}()
	close(closed)
	close(writes)
}

// The group is added to in the goroutine that it is to wait for (cockroach 4407, grpc 3090). That it
// is a race shows in more orders than that nobody was served.
func TestAddedTooLate(t *testing.T) {
	var wg sync.WaitGroup
	var served atomic.Int32
	go func() {
		wg.Add(1)
		served.Store(1)
		wg.Done()
	}()
	wg.Wait()
	if served.Load() == 0 {
		t.Error("nobody was served")
	}
}

func TestAddedInTime(t *testing.T) {
	var wg sync.WaitGroup
	var served atomic.Int32
	wg.Go(func() { served.Store(1) })
	wg.Wait()
	if served.Load() == 0 {
		t.Error("nobody was served")
	}
}

// A count is loaded and stored in two steps.
func TestLostCount(t *testing.T) {
	var wg sync.WaitGroup
	var n atomic.Int64
	for range 2 {
		wg.Go(func() { n.Store(n.Load() + 1) })
	}
	wg.Wait()
	if n.Load() != 2 {
		t.Errorf("counted %d", n.Load())
	}
}

// A lock is given back that somebody else has given back (moby 22941).
func TestUnlockedTwice(t *testing.T) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			mu.TryLock()
			mu.Unlock()
		})
	}
	wg.Wait()
}
