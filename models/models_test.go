package models_test

import (
	"fmt"
	"testing"
	"time"

	"simrun/models/barrier"
	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/thread"
	"simrun/sim"
)

// blocks is a call that does not return.
const blocks = "blocks for ever"

// negative are all calls with a timeout, where they would have to wait, with one of -2 s: what they return or raise.
var negative = map[string]struct {
	want string
	call func(w *sim.World) any
}{
	"Lock.acquire": {"ValueError: timeout value must be a non-negative number", func(w *sim.World) any {
		l := lock.New(w, "")
		l.Acquire()
		return l.Acquire(lock.Timeout(-2 * time.Second))
	}},
	"Lock.acquire, -1": {blocks, func(w *sim.World) any {
		l := lock.New(w, "")
		l.Acquire()
		return l.Acquire(lock.Timeout(-time.Second))
	}},
	"RLock.acquire": {"ValueError: timeout value must be a non-negative number", func(w *sim.World) any {
		return lock.NewRLock(w, "").Acquire(lock.Timeout(-2 * time.Second))
	}},
	"Condition.wait": {"false", func(w *sim.World) (got any) {
		c := condition.New(w, "", nil)
		c.With(func() { got = c.Wait(-2 * time.Second) })
		return got
	}},
	"Condition.wait_for": {"false", func(w *sim.World) (got any) {
		c := condition.New(w, "", nil)
		c.With(func() { got = c.WaitFor(func() bool { return false }, -2*time.Second) })
		return got
	}},
	"Event.wait": {"false", func(w *sim.World) any { return event.New(w, "").Wait(-2 * time.Second) }},
	"Semaphore.acquire": {"false", func(w *sim.World) any {
		return semaphore.New(w, "", 0).Acquire(semaphore.Timeout(-2 * time.Second))
	}},
	"Barrier.wait": {"threading.BrokenBarrierError", func(w *sim.World) any {
		_, err := barrier.New(w, "", 2).Wait(-2 * time.Second)
		return err
	}},
	"Queue.put": {"ValueError: 'timeout' must be a non-negative number", func(w *sim.World) any {
		return queue.New(w, "", 1).Put(1, queue.Timeout(-2*time.Second))
	}},
	"Queue.put, no maxsize": {"<nil>", func(w *sim.World) any {
		return queue.New(w, "", 0).Put(1, queue.Timeout(-2*time.Second))
	}},
	"Queue.get": {"ValueError: 'timeout' must be a non-negative number", func(w *sim.World) any {
		_, err := queue.New(w, "", 0).Get(queue.Timeout(-2 * time.Second))
		return err
	}},
	"Queue.get, not blocking": {"_queue.Empty", func(w *sim.World) any {
		_, err := queue.New(w, "", 0).Get(queue.Timeout(-2*time.Second), queue.Block(false))
		return err
	}},
	"Queue.all_tasks_done.wait": {"false", func(w *sim.World) (got any) {
		c := queue.New(w, "", 0).AllTasksDone()
		c.With(func() { got = c.Wait(-2 * time.Second) })
		return got
	}},
	"SimpleQueue.get": {"ValueError: 'timeout' must be a non-negative number", func(w *sim.World) any {
		_, err := queue.NewSimple(w, "").Get(queue.Timeout(-2 * time.Second))
		return err
	}},
	"Thread.join": {"true", func(w *sim.World) any {
		t := thread.Go(w, "t", func() { lock.New(w, "").With(func() { w.Sleep(time.Hour) }) })
		t.Join(-2 * time.Second)
		return t.IsAlive()
	}},
	"_ThreadHandle.join": {blocks, func(w *sim.World) any {
		e := event.New(w, "")
		thread.StartJoinableThread(w, thread.NewHandle(w, "h"), func() { e.Wait() }).Join(-2 * time.Second)
		return nil
	}},
	"time.sleep": {"ValueError: sleep length must be non-negative", func(w *sim.World) any {
		w.Sleep(-2 * time.Second)
		return nil
	}},
	"Future.result": {"TimeoutError", func(w *sim.World) any {
		_, err := executor.NewFuture(w, "").Result(-2 * time.Second)
		return err
	}},
	"Future.exception": {"TimeoutError", func(w *sim.World) any {
		_, err := executor.NewFuture(w, "").Exception(-2 * time.Second)
		return err
	}},
	"futures.wait": {"0 1", func(w *sim.World) any {
		done, not := executor.Wait([]*executor.Future{executor.NewFuture(w, "")}, executor.AllCompleted, -2*time.Second)
		return fmt.Sprint(len(done), " ", len(not))
	}},
	"futures.as_completed": {"TimeoutError: 1 (of 1) futures unfinished", func(w *sim.World) (got any) {
		for _, err := range executor.AsCompleted([]*executor.Future{executor.NewFuture(w, "")}, -2*time.Second) {
			got = err
		}
		return got
	}},
	"Executor.map": {"TimeoutError", func(w *sim.World) any {
		gate := executor.NewFuture(w, "")
		p := executor.New(w, 1)
		_, err, _ := p.Map("task", func(any) any { gate.Result(); return nil }, []any{1}, -2*time.Second).Next()
		gate.SetResult(nil)
		return err
	}},
}

// TestNegativeTimeouts holds every call to the one rule that the package's comment states.
func TestNegativeTimeouts(t *testing.T) {
	for name, c := range negative {
		got := blocks
		sim.Run(sim.Program{Name: name, Main: func(w *sim.World) {
			defer func() {
				if r := recover(); r != nil && !sim.Killed(r) {
					got = fmt.Sprint(r)
				} else if r != nil {
					panic(r)
				}
			}()
			value := fmt.Sprint(c.call(w))
			if !w.Killing() {
				got = value
			}
		}}, sim.Config{}, carryOn{})
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// carryOn is the schedule in which a thread goes on as long as it can.
type carryOn struct{}

func (carryOn) Choose(*sim.Point) int { return 0 }
