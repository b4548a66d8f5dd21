package smallprogram

import (
	"fmt"
	"time"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/sim"
)

// Objects are what the threads of a small program share.
type Objects struct {
	w       *sim.World
	locks   [2]*lock.Lock
	vars    [2]*shared.Var[int]
	events  [2]*event.Event
	queues  [2]*queue.Queue
	sems    [2]*semaphore.Semaphore
	Threads []*thread.Thread // those that the main thread has made
}

// Run carries out one action. Values that it reads change what later stores write, so that they can be told apart.
func (o *Objects) Run(a Action, state *int) {
	i := a.On
	patience := time.Duration(1+i) * time.Second
	result := 0
	flag := func(b bool) {
		if b {
			result = 1
		}
	}
	switch a.Op {
	case "acquire":
		o.locks[i].Acquire()
	case "release":
		if o.locks[i].Locked() {
			o.locks[i].Release()
		}
	case "try":
		flag(o.locks[i].Acquire(lock.Blocking(false)))
	case "acquire-timeout":
		flag(o.locks[i].Acquire(lock.Timeout(patience)))
	case "load":
		result = o.vars[i].Load()
	case "store":
		o.vars[i].Store(*state + 1)
	case "cas":
		flag(o.vars[i].CompareAndSwap(0, *state+1))
	case "add":
		result = o.vars[i].FetchAdd(1)
	case "set":
		o.events[i].Set()
	case "clear":
		o.events[i].Clear()
	case "is-set":
		flag(o.events[i].IsSet())
	case "wait":
		o.events[i].Wait()
	case "wait-timeout":
		flag(o.events[i].Wait(patience))
	case "put":
		o.queues[i].Put(*state + 1)
	case "try-put":
		flag(o.queues[i].PutNowait(*state+1) == nil)
	case "get", "try-get", "get-timeout":
		result = o.get(a)
	case "down":
		o.sems[i].Acquire()
	case "up":
		o.sems[i].Release()
	case "try-down":
		flag(o.sems[i].Acquire(semaphore.Blocking(false)))
	case "down-timeout":
		flag(o.sems[i].Acquire(semaphore.Timeout(patience)))
	case "sleep":
		o.w.Sleep(patience)
	case "choose":
		result = o.w.Choose(2)
	case "choose-three": // only programs that branch have it
		result = o.w.Choose(3)
	case "join":
		if i < len(o.Threads) && o.Threads[i] != nil {
			o.Threads[i].Join()
		}
	}
	*state = (*state*7 + result*3 + 1) % 1000
}

// get takes an item; it is 99 if there is none.
func (o *Objects) get(a Action) int {
	var args []queue.Arg
	if a.Op == "try-get" {
		args = append(args, queue.Block(false))
	} else if a.Op == "get-timeout" {
		args = append(args, queue.Timeout(time.Duration(1+a.On)*time.Second))
	}
	if item, err := o.queues[a.On].Get(args...); err == nil {
		return item.(int)
	}
	return 99
}

// NewObjects makes two of each kind.
func NewObjects(w *sim.World) *Objects {
	o := &Objects{w: w}
	for i := range 2 {
		o.locks[i] = lock.New(w, fmt.Sprintf("lock%d", i))
		o.vars[i] = shared.New(w, fmt.Sprintf("var%d", i), 0)
		o.events[i] = event.New(w, fmt.Sprintf("event%d", i))
		o.sems[i] = semaphore.New(w, fmt.Sprintf("semaphore%d", i), i)
		o.queues[i] = queue.New(w, fmt.Sprintf("queue%d", i), 1)
	}
	return o
}
