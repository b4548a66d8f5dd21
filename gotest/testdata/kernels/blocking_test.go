// Package kernels has bugs of well-known programs in Go, told anew from their descriptions, each with its twin that is
// right. The kernels of GoBench that they follow are named in brackets.
package kernels

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// A lock is held over a send that needs the receiver, which needs the lock (kubernetes 10182).
func TestLockOverSend(t *testing.T)      { lockOverSend(0) }
func TestLockOverSendRight(t *testing.T) { lockOverSend(2) }

func lockOverSend(room int) {
	var mu sync.Mutex
	results := make(chan int, room)
	go func() {
		for range 2 {
			<-results
			mu.Lock()
			mu.Unlock()
		}
	}()
	for i := range 2 {
		go func() {
			mu.Lock()
			defer mu.Unlock()
			results <- i
		}()
	}
}

// The same between a balancer and its client, with a loop (grpc 1353).
func TestBalancer(t *testing.T) {
	var mu sync.Mutex
	addresses, done := make(chan int), make(chan bool)
	go func() {
		defer close(done)
		for i := range 3 {
			mu.Lock()
			addresses <- i
			mu.Unlock()
		}
		close(addresses)
	}()
	go func() {
		for range addresses {
			mu.Lock()
			mu.Unlock()
		}
	}()
	<-done
}

// Who asks gives up after a while, and who answers waits for ever (kubernetes 5316).
func TestLateAnswer(t *testing.T)      { lateAnswer(0) }
func TestLateAnswerRight(t *testing.T) { lateAnswer(1) }

func lateAnswer(room int) error {
	answer := make(chan int, room)
	go func() {
		time.Sleep(time.Second)
		answer <- 1
	}()
	select {
	case <-answer:
		return nil
	case <-time.After(time.Second):
		return errors.New("too late")
	}
}

// Two locks in two orders (moby 4951).
func TestTwoOrders(t *testing.T) {
	var devices, device sync.Mutex
	var wg sync.WaitGroup
	wg.Go(func() {
		devices.Lock()
		device.Lock()
		device.Unlock()
		devices.Unlock()
	})
	device.Lock()
	devices.Lock()
	devices.Unlock()
	device.Unlock()
	wg.Wait()
}

// A method that takes the lock is called where it is held, but only for one kind of input (grpc 795).
func TestLockedTwice(t *testing.T) {
	s := &server{jobs: make(chan int, 1)}
	var wg sync.WaitGroup
	wg.Go(func() { s.jobs <- 1 })
	s.poll()
	wg.Wait()
}

type server struct {
	mu   sync.Mutex
	jobs chan int
}

func (s *server) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
}

func (s *server) poll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.jobs:
		s.stop()
	default:
	}
}

// An early return forgets the lock (moby 17176).
func TestForgottenUnlock(t *testing.T) {
	var mu sync.Mutex
	full := make(chan bool, 1)
	use := func() {
		mu.Lock()
		select {
		case full <- true:
		default:
			return
		}
		mu.Unlock()
	}
	var wg sync.WaitGroup
	wg.Go(use)
	wg.Go(use)
	wg.Wait()
	mu.Lock()
	mu.Unlock()
}

// A reader reads again while a writer waits (cockroach 6181).
func TestReadAgain(t *testing.T) {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	wg.Go(func() {
		mu.Lock()
		mu.Unlock()
	})
	mu.RLock()
	mu.RLock()
	mu.RUnlock()
	mu.RUnlock()
	wg.Wait()
}

// The group is waited for inside the loop that starts its goroutines (moby 25348).
func TestWaitInLoop(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(2)
	for range 2 {
		go func() { defer wg.Done() }()
		wg.Wait()
	}
}

// The condition becomes true without a signal, between the look and the wait (moby 30408).
func TestNoSignal(t *testing.T)      { noSignal(false) }
func TestNoSignalRight(t *testing.T) { noSignal(true) }

func noSignal(signals bool) {
	var mu sync.Mutex
	ready, c := false, sync.NewCond(&mu)
	go func() {
		mu.Lock()
		defer mu.Unlock()
		ready = true
		if signals {
			c.Signal()
		}
	}()
	mu.Lock()
	for !ready {
		c.Wait()
	}
	mu.Unlock()
}

// A goroutine waits for its own end, by way of a close (syncthing 5795).
func TestClosesItself(t *testing.T) {
	stop, stopped := make(chan bool), make(chan bool)
	fail := make(chan bool, 1)
	var once sync.Once
	closeIt := func() { once.Do(func() { close(stop) }); <-stopped }
	go func() {
		defer close(stopped)
		select {
		case <-fail:
			closeIt()
		case <-stop:
		}
	}()
	fail <- true
	closeIt()
}

// The context is cancelled, and who sends to the one that has left is not asked (etcd 6857 and others).
func TestNobodyLeft(t *testing.T)      { nobodyLeft(false) }
func TestNobodyLeftRight(t *testing.T) { nobodyLeft(true) }

func nobodyLeft(asks bool) {
	ctx, cancel := context.WithCancel(context.Background())
	status := make(chan int)
	go func() {
		for {
			select {
			case <-status:
			case <-ctx.Done():
				return
			}
		}
	}()
	go cancel()
	if asks {
		select {
		case status <- 1:
		case <-ctx.Done():
		}
		return
	}
	status <- 1
}

// The only one that takes tokens is stopped, while the ticker's goroutine holds the lock to hand one out (etcd 7492).
func TestTokens(t *testing.T) {
	var mu sync.Mutex
	tokens, stop := make(chan int), make(chan bool)
	go func() {
		for {
			select {
			case <-tokens:
				mu.Lock()
				mu.Unlock()
			case <-stop:
				return
			}
		}
	}()
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	var wg sync.WaitGroup
	wg.Go(func() {
		<-ticker.C
		mu.Lock()
		tokens <- 1
		mu.Unlock()
	})
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		select {
		case tokens <- 2:
		default:
		}
	})
	<-time.After(time.Second)
	close(stop)
	wg.Wait()
}
