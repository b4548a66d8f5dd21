package kernels

import (
	"sync"
	"testing"
)

// The variable of a loop, or of a function, is written where goroutines read it (cockroach 35501, moby 27037).
func TestSharedError(t *testing.T) {
	var err error
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { err = nil })
	}
	wg.Wait()
	_ = err
}

// A field is looked at without the lock under which it is written (etcd 4876, istio 8214).
func TestLookWithoutLock(t *testing.T)      { lookWithoutLock(false) }
func TestLookWithoutLockRight(t *testing.T) { lookWithoutLock(true) }

func lookWithoutLock(locks bool) {
	var mu sync.Mutex
	n := 0
	var wg sync.WaitGroup
	wg.Go(func() {
		mu.Lock()
		n++
		mu.Unlock()
	})
	if locks {
		mu.Lock()
	}
	_ = n
	if locks {
		mu.Unlock()
	}
	wg.Wait()
}

// A map is read while it is filled (grpc 2371, kubernetes 81148).
func TestFilledMap(t *testing.T) {
	m := map[string]int{}
	go func() { m["a"] = 1 }()
	_ = m["a"]
}

// It is written under a lock for reading (kubernetes 82239).
func TestWrittenByReaders(t *testing.T) {
	var mu sync.RWMutex
	last := 0
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			mu.RLock()
			defer mu.RUnlock()
			last = i
		})
	}
	wg.Wait()
	_ = last
}

// It is set up after the goroutine has been started that uses it (grpc 1748, kubernetes 80284).
func TestSetUpLate(t *testing.T) {
	s := &struct{ name string }{}
	done := make(chan bool)
	go func() {
		_ = s.name
		close(done)
	}()
	s.name = "late"
	<-done
}

// A channel is set to nil when it is closed, while somebody is about to use it (istio 8967).
func TestNilChannel(t *testing.T) {
	c := make(chan bool)
	go func() {
		select {
		case <-c:
		default:
		}
	}()
	close(c)
	c = nil
}
