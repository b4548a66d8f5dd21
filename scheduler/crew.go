package scheduler

import "sync"

// crew is the workers of a search, as far as they wait for each other. They carry out rounds. A round has tasks, each of
// which one worker takes; when the last task is over, the worker that notices first plans the next round. No worker is
// at work meanwhile, so the plan may look at everything, and is the same for any number of workers.
//
// A worker that leaves ends the search for all, because others may wait for the task that it had. The crew also has the
// gate of a checkpoint, which is written while no execution is under way.
//
// The crew is all that workers do to each other, on a lock and a condition that it is given. So this package can search it:
// see crew_test.go.
type crew struct {
	mu      sync.Locker
	changed interface { // the condition of mu
		Wait()
		Broadcast()
	}
	plan func() []*task // ends a round and begins the next; none ends the search

	tasks     []*task // of the round
	next      int     // the first that nobody has taken
	busy      int     // tasks that were taken and are not over
	over      bool    // no more tasks
	inside    int     // executions under way
	pausing   bool    // a checkpoint waits for them
	abandoned bool    // it need not: one of them may never end
}

func newCrew(plan func() []*task) *crew {
	mu := &sync.Mutex{}
	return &crew{mu: mu, changed: sync.NewCond(mu), plan: plan}
}

// work is the whole work of a worker: it carries out tasks as long as there are some.
func (c *crew) work(carryOut func(*task)) {
	defer c.leave()
	for t := c.take(); t != nil; t = c.take() {
		carryOut(t)
		c.finish()
	}
}

// take gives a worker a task. It blocks while there is none and others are at work, and returns nil if there will be none.
func (c *crew) take() *task {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		switch {
		case c.over:
			return nil
		case c.next < len(c.tasks):
			c.next++
			c.busy++
			return c.tasks[c.next-1]
		case c.busy > 0:
			c.changed.Wait()
		default:
			c.tasks, c.next = c.plan(), 0
			c.over = len(c.tasks) == 0
			c.changed.Broadcast()
		}
	}
}

// finish says that a task that was taken is over.
func (c *crew) finish() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy--; c.busy == 0 {
		c.changed.Broadcast()
	}
}

// leave ends the search. Every worker calls it last, whatever it leaves for: the end, an error, a panic, runtime.Goexit.
func (c *crew) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	c.changed.Broadcast()
}

// enter begins an execution. It blocks while a checkpoint is being made.
func (c *crew) enter() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.pausing {
		c.changed.Wait()
	}
	c.inside++
}

// exit ends an execution.
func (c *crew) exit() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inside--; c.inside == 0 {
		c.changed.Broadcast()
	}
}

// pause calls f when no execution is under way and no plan is made. It returns false, without calling f, if that was
// abandoned.
func (c *crew) pause(f func()) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pausing = true
	for c.inside > 0 && !c.abandoned {
		c.changed.Wait()
	}
	if !c.abandoned {
		f()
	}
	c.pausing = false
	c.changed.Broadcast()
	return !c.abandoned
}

// abandon ends the search although a worker is stuck in an execution and will never leave. No checkpoint is made any more.
func (c *crew) abandon() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over, c.abandoned = true, true
	c.changed.Broadcast()
}
