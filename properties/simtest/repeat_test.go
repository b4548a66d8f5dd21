package simtest_test

import (
	"strings"
	"testing"
	"time"

	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/properties/simtest"
	"simrun/sim"
)

func TestProgramThatDoesNotRepeatIsNamed(t *testing.T) {
	forks := map[string]bool{"a": true, "b": true, "c": true, "d": true, "e": true, "f": true, "g": true, "h": true}
	executions, numbers := 0, fromGoroutine(t)
	for _, c := range []struct {
		name    string
		program func(w *sim.World)
		want    string
	}{
		{"the order of a map", func(w *sim.World) {
			for name := range forks {
				lock.New(w, name).Acquire()
			}
		}, "simtest: the program does not repeat: with the same choices, step 0 was Lock.acquire of MainThread on "},
		{"what an execution leaves behind", func(w *sim.World) {
			l := lock.New(w, "")
			l.Acquire()
			executions++
			for range executions {
				w.Sleep(1)
			}
		}, "simtest: the program does not repeat: with the same choices, step 2 was missing in one execution and time.sleep of MainThread at repeat_test.go:"},
		{"a real clock", func(w *sim.World) {
			q := queue.New(w, "q", 0)
			q.Put(time.Now().String()) // to the nanosecond
		}, "simtest: the program does not repeat: with the same choices, step 0 was Queue.put of MainThread on q at repeat_test.go:"},
		{"a goroutine", func(w *sim.World) {
			l := lock.New(w, "l")
			l.Acquire()
			if l.Release(); <-numbers%2 == 0 {
				l.Acquire()
			}
		}, "simtest: the program does not repeat: with the same choices, step 2 was "},
		{"a number from outside", func(w *sim.World) {
			executions++
			w.Observe("number", executions)
		}, `simtest: the program does not repeat: with the same choices, what came of it was "observation number = `},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := inFake(t, "TestOdd", func(t testing.TB) { simtest.Test(t, c.program) })
			if !x.failed || !strings.HasPrefix(x.out.String(), c.want) {
				t.Errorf("got  %swant %s", x.out.String(), c.want)
			}
		})
	}
}

// fromGoroutine gives out numbers that a goroutine counts: each execution gets the next ones.
func fromGoroutine(t *testing.T) <-chan int {
	numbers, done := make(chan int), make(chan struct{})
	t.Cleanup(func() { close(done) })
	go func() {
		for i := 0; ; i++ {
			select {
			case numbers <- i:
			case <-done:
				return
			}
		}
	}()
	return numbers
}
