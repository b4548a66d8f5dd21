package frontier

import "sync"

// Crew is the workers of a search in one process, as far as they wait for each other. They carry out rounds: a round has
// tasks, each is taken by one of them, and when the last one is over the next round is planned, by whoever comes first. In
// between nobody is at work, so a plan may look at everything, and what it does is the same for any number of workers. They
// share one Crew.
//
// A worker that leaves ends the search for all, because others may wait for the task that it had. It also has the gate
// of a checkpoint, which is written while no execution is under way.
//
// It is the whole of what workers do to each other, on a lock and a condition that are given, so that it can be searched
// by this package itself: see crew_test.go.
type Crew[T any] struct {
	mu      sync.Locker
	changed interface { // the condition of mu
		Wait()
		Broadcast()
	}
	plan func() []T // ends a round and begins the next; none ends the search

	tasks     []T  // of the round
	next      int  // the first that nobody has taken
	busy      int  // tasks that were taken and are not over
	over      bool // no more tasks
	inside    int  // executions under way
	pausing   bool // a checkpoint waits for them
	abandoned bool // it need not: one of them may never end
}

// NewCrew makes one. The plan ends a round and gives the tasks of the next; none ends the search. It is called by one worker
// at a time.
func NewCrew[T any](plan func() []T) *Crew[T] {
	mu := &sync.Mutex{}
	return &Crew[T]{mu: mu, changed: sync.NewCond(mu), plan: plan}
}

// Take gives a worker a task. It blocks while there is none and others are at work, and returns false if there will be none.
func (c *Crew[T]) Take() (t T, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		switch {
		case c.over:
			return t, false
		case c.next < len(c.tasks):
			c.next++
			c.busy++
			return c.tasks[c.next-1], true
		case c.busy > 0:
			c.changed.Wait()
		default:
			c.tasks, c.next = c.plan(), 0
			c.over = len(c.tasks) == 0
			c.changed.Broadcast()
		}
	}
}

// Finish says that a task that was taken is over.
func (c *Crew[T]) Finish(T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy--; c.busy == 0 {
		c.changed.Broadcast()
	}
}

// Leave ends the search. Every worker calls it last, whatever it leaves for: the end, an error, a panic, runtime.Goexit.
func (c *Crew[T]) Leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	c.changed.Broadcast()
}

// Enter begins an execution. It blocks while a checkpoint is being made.
func (c *Crew[T]) Enter() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.pausing {
		c.changed.Wait()
	}
	c.inside++
}

// Exit ends an execution.
func (c *Crew[T]) Exit() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inside--; c.inside == 0 {
		c.changed.Broadcast()
	}
}

// Pause calls f when no execution is under way and no plan is made. It returns false, without calling f, if that was
// abandoned.
func (c *Crew[T]) Pause(f func()) bool {
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

// Abandon ends the search although a worker is stuck in an execution and will never leave. No checkpoint is made any more.
func (c *Crew[T]) Abandon() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over, c.abandoned = true, true
	c.changed.Broadcast()
}
