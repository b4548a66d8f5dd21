package kernels

import (
	"context"
	"sync"
	"testing"
	"time"
)

// Nobody asks for the error of what runs beside (moby 4395).
func TestUnreadError(t *testing.T) {
	run := func(f func() error) chan error {
		c := make(chan error)
		go func() { c <- f() }()
		return c
	}
	run(func() error { return nil })
}

// Who watches is told to stop, under the lock that the one who tells needs to come to it (moby 28462).
func TestStopUnderLock(t *testing.T) {
	var mu sync.Mutex
	stop := make(chan bool)
	go func() {
		select {
		case <-stop:
		default:
			mu.Lock()
			mu.Unlock()
			<-stop
		}
	}()
	mu.Lock()
	stop <- true
	mu.Unlock()
}

// The result goes into a channel without room, and who waited for it has an error already (kubernetes 25331).
func TestTwoErrors(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	results, errs := make(chan int), make(chan error)
	go func() {
		select {
		case results <- 1:
		case <-ctx.Done():
			errs <- ctx.Err()
		}
	}()
	go cancel()
	select {
	case <-results:
	case <-ctx.Done():
	}
}

// The one who distributes has left, and who adds holds the lock that stopping takes (kubernetes 1321, 26980).
func TestDistributor(t *testing.T) {
	var mu sync.Mutex
	events, stop := make(chan int), make(chan bool)
	go func() {
		for {
			select {
			case <-events:
			case <-stop:
				return
			}
		}
	}()
	go func() {
		mu.Lock()
		defer mu.Unlock()
		events <- 1
	}()
	close(stop)
	mu.Lock()
	mu.Unlock()
}

// The channel is to be closed by the one who ticks, who returns without doing so (kubernetes 70277).
func TestPoller(t *testing.T) {
	poll := func(done <-chan bool) <-chan bool {
		c := make(chan bool)
		go func() {
			select {
			case c <- true:
			case <-done:
				return // and c stays open
			}
			close(c)
		}()
		return c
	}
	done := make(chan bool)
	ticks := poll(done)
	go close(done)
	for range ticks {
	}
}

// A reader waits for what the writer sends only if it is not closed first (grpc 1275).
func TestClosedStream(t *testing.T) {
	data, closed := make(chan int, 1), make(chan bool)
	go func() {
		select {
		case <-closed:
			return
		default:
		}
		data <- 1
	}()
	go close(closed)
	<-data
}

// The keeper is woken under the lock that it takes before it sleeps (grpc 1460).
func TestAwake(t *testing.T) {
	var mu sync.Mutex
	awake := make(chan bool)
	go func() {
		mu.Lock()
		mu.Unlock()
		<-awake
	}()
	mu.Lock()
	select {
	case awake <- true:
	case <-time.After(time.Minute):
		awake <- true
	}
	mu.Unlock()
}

// It sends the first job to itself before it begins to receive (cockroach 24808).
func TestFirstJob(t *testing.T) {
	jobs := make(chan bool, 1)
	jobs <- true
	jobs <- true // the one from outside
	<-jobs
}

// Rows that are not closed keep the goroutine that waits for the end of their context (cockroach 13755).
func TestUnclosedRows(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	close := cancel
	go func() { <-ctx.Done() }()
	if false {
		close()
	}
}

// The one in charge waits for an answer of a worker that has already left with the other's (istio 17860, grpc 660).
func TestSecondAnswer(t *testing.T) {
	answers, stop := make(chan int), make(chan bool)
	for i := range 2 {
		go func() {
			select {
			case answers <- i:
			case <-stop:
			}
		}()
	}
	<-answers
	close(stop)
	<-answers
}
