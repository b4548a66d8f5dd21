package kernels

import (
	"sync"
	"testing"
)

// A loop that is left early keeps the lock, and what comes next takes it (cockroach 584).
func TestLeftLoop(t *testing.T) {
	var mu sync.Mutex
	closed := true
	for range 2 {
		mu.Lock()
		if closed {
			break
		}
		mu.Unlock()
	}
	mu.Lock()
	mu.Unlock()
}

// The lock is held where an error is handled, which takes it (cockroach 9935).
func TestErrorUnderLock(t *testing.T) {
	var mu sync.Mutex
	exit := func() {
		mu.Lock()
		defer mu.Unlock()
	}
	mu.Lock()
	exit()
	mu.Unlock()
}

// A callback takes the store's lock under the replica's, and the store calls it the other way round (cockroach 10214).
func TestCallback(t *testing.T) {
	var store, replica sync.Mutex
	var wg sync.WaitGroup
	report := func() {
		store.Lock()
		defer store.Unlock()
	}
	wg.Go(func() {
		store.Lock()
		defer store.Unlock()
		replica.Lock()
		replica.Unlock()
	})
	wg.Go(func() {
		replica.Lock()
		defer replica.Unlock()
		report()
	})
	wg.Wait()
}

// Three that lock two of three each, in a circle (cockroach 7504, kubernetes 30872).
func TestCircle(t *testing.T) {
	var locks [3]sync.Mutex
	var wg sync.WaitGroup
	for i := range locks {
		wg.Go(func() {
			a, b := &locks[i], &locks[(i+1)%3]
			a.Lock()
			b.Lock()
			b.Unlock()
			a.Unlock()
		})
	}
	wg.Wait()
}

// The same, always in the order of their numbers.
func TestCircleRight(t *testing.T) {
	var locks [2]sync.Mutex
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			locks[0].Lock()
			locks[1].Lock()
			locks[1].Unlock()
			locks[0].Unlock()
		})
	}
	wg.Wait()
}

// Who sets the list has the lock, and asks for the leader, who reads it (etcd 6708).
func TestReadUnderWrite(t *testing.T) {
	var mu sync.RWMutex
	leader := func() {
		mu.RLock()
		defer mu.RUnlock()
	}
	mu.Lock()
	leader()
	mu.Unlock()
}

// A checkpoint is made under the lock that the one who makes it takes (etcd 10492).
func TestCheckpoint(t *testing.T) {
	l := &lessor{}
	l.checkpoint = l.record
	l.promote()
}

type lessor struct {
	mu         sync.Mutex
	checkpoint func()
}

func (l *lessor) record() {
	l.mu.Lock()
	defer l.mu.Unlock()
}

func (l *lessor) promote() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.checkpoint()
}

// One way out of the function forgets to unlock for reading (etcd 5509).
func TestForgottenRUnlock(t *testing.T) {
	var mu sync.RWMutex
	get := func(closed bool) {
		mu.RLock()
		if closed {
			return
		}
		mu.RUnlock()
	}
	get(true)
	mu.Lock()
	mu.Unlock()
}

// Reading twice, by two functions, while somebody comes to write (kubernetes 62464, hugo 3251).
func TestReadByTwo(t *testing.T) {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	get := func() {
		mu.RLock()
		defer mu.RUnlock()
	}
	wg.Go(func() {
		mu.RLock()
		defer mu.RUnlock()
		get()
	})
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
	})
	wg.Wait()
}

// A loop goes on to the next round without unlocking (moby 7559).
func TestContinue(t *testing.T) {
	var mu sync.Mutex
	packets := make(chan bool, 2)
	packets <- false
	packets <- true
	close(packets)
	for good := range packets {
		mu.Lock()
		if !good {
			continue
		}
		mu.Unlock()
	}
}

// The condition is signalled before anybody waits, and not looked at again (moby 29733).
func TestSignalledBefore(t *testing.T) {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	go func() {
		mu.Lock()
		c.Broadcast()
		mu.Unlock()
	}()
	mu.Lock()
	c.Wait()
	mu.Unlock()
}
