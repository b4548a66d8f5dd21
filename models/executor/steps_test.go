package executor_test

import (
	"fmt"
	"slices"
	"time"

	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/thread"
	"simrun/sim"
)

// stepFuture is a Future built from a condition, step by step as CPython does. Its fields are accessed under the lock
// of that only.
type stepFuture struct {
	cond      *condition.Condition
	state     string
	value     any
	err       error
	fn        func() any
	callbacks []func()
	waiters   []*stepWaiter
}

func (f *stepFuture) settled() bool {
	return f.state == "CANCELLED_AND_NOTIFIED" || f.state == "FINISHED"
}

func (f *stepFuture) Result(timeout ...time.Duration) (any, error) {
	f.cond.Acquire()
	defer f.cond.Release()
	for tries := 0; ; tries++ {
		switch f.state {
		case "CANCELLED", "CANCELLED_AND_NOTIFIED":
			return nil, executor.ErrCancelled
		case "FINISHED":
			return f.value, f.err
		}
		if tries == 1 || f.cond.World().Killing() {
			return nil, executor.ErrTimeout
		}
		f.cond.Wait(timeout...)
	}
}

func (f *stepFuture) Cancel() bool {
	f.cond.Acquire()
	switch f.state {
	case "RUNNING", "FINISHED":
		f.cond.Release()
		return false
	case "PENDING":
		f.state = "CANCELLED"
		f.cond.NotifyAll()
		f.cond.Release()
		f.callBack()
	default:
		f.cond.Release()
	}
	return true
}

func (f *stepFuture) Done() bool {
	f.cond.Acquire()
	defer f.cond.Release()
	return f.settled() || f.state == "CANCELLED"
}

func (f *stepFuture) Running() bool {
	f.cond.Acquire()
	defer f.cond.Release()
	return f.state == "RUNNING"
}

func (f *stepFuture) AddDoneCallback(fn func()) {
	f.cond.Acquire()
	if f.settled() || f.state == "CANCELLED" {
		f.cond.Release()
		fn()
		return
	}
	f.callbacks = append(f.callbacks, fn)
	f.cond.Release()
}

func (f *stepFuture) callBack() {
	for _, fn := range f.callbacks {
		fn()
	}
}

func (f *stepFuture) setRunning() bool {
	f.cond.Acquire()
	defer f.cond.Release()
	if f.state == "CANCELLED" {
		f.state = "CANCELLED_AND_NOTIFIED"
		for _, m := range f.waiters {
			m.add(f)
		}
		return false
	}
	f.state = "RUNNING"
	return true
}

func (f *stepFuture) set(value any, err error) {
	f.cond.Acquire()
	f.value, f.err, f.state = value, err, "FINISHED"
	for _, m := range f.waiters {
		m.add(f)
	}
	f.cond.NotifyAll()
	f.cond.Release()
	f.callBack()
}

func (f *stepFuture) run() {
	if !f.setRunning() {
		return
	}
	value, err := func() (value any, err error) {
		defer func() {
			if r := recover(); r != nil {
				if sim.Killed(r) {
					panic(r)
				}
				err = r.(error)
			}
		}()
		return f.fn(), nil
	}()
	f.set(value, err)
}

// stepWaiter is CPython's _Waiter: those of wait have no lock of their own where one future ends the wait.
type stepWaiter struct {
	lock     *lock.Lock
	event    *event.Event
	finished []*stepFuture
	pending  int // futures that are to become done before the event is set; 1 for the first
	always   bool
}

func (m *stepWaiter) add(f *stepFuture) {
	m.lock.Acquire()
	m.finished = append(m.finished, f)
	m.pending--
	if m.always || m.pending == 0 {
		m.event.Set()
	}
	m.lock.Release()
}

// steps is a ThreadPoolExecutor, step by step as CPython does. The global lock is left out: there is one pool.
type steps struct {
	fields  sim.Object // _shutdown, which workers read without the lock
	lock    *lock.Lock
	work    *queue.SimpleQueue
	idle    *semaphore.Semaphore
	threads []*thread.Thread
	max     int
	shut    bool
	exiting bool
}

func newSteps(w *sim.World, max int) *steps {
	s := &steps{lock: lock.New(w, ""), work: queue.NewSimple(w, ""), idle: semaphore.New(w, "", 0), max: max}
	s.fields.Init(w, "Fields", "", s)
	thread.RegisterAtExit(w, func() {
		if w.Do(sim.Op{Name: "_shutdown =", Object: &s.fields}) {
			s.exiting = true
		}
		if len(s.threads) > 0 {
			s.work.Put(nil)
		}
		for _, t := range s.threads {
			t.Join()
		}
	})
	return s
}

func (s *steps) Workers() int { return len(s.threads) }

func (s *steps) Submit(fn func() any) future {
	w := s.fields.World()
	s.lock.Acquire()
	defer s.lock.Release()
	if s.shut {
		panic(sim.RuntimeError("cannot schedule new futures after shutdown"))
	}
	f := &stepFuture{cond: condition.New(w, "", nil), state: "PENDING", fn: fn}
	s.work.Put(f)
	if s.idle.Acquire(semaphore.Timeout(0)) {
		return f
	}
	if n := len(s.threads); n < s.max {
		t := thread.New(w, thread.Name(fmt.Sprint("worker", n)), thread.Target("_worker", s.worker))
		t.Start()
		s.threads = append(s.threads, t)
	}
	return f
}

func (s *steps) worker() {
	w := s.fields.World()
	for !w.Killing() {
		item, err := s.work.GetNowait()
		if err != nil {
			s.idle.Release()
			item, _ = s.work.Get()
		}
		if item != nil {
			item.(*stepFuture).run()
			continue
		}
		w.Do(sim.Op{Name: "_shutdown", Object: &s.fields, Effect: sim.Reads})
		if s.shut || s.exiting {
			s.work.Put(nil)
			return
		}
	}
}

func (s *steps) Shutdown(wait, cancel bool) {
	s.lock.Acquire()
	if s.fields.World().Do(sim.Op{Name: "_shutdown =", Object: &s.fields}) {
		s.shut = true
	}
	for cancel {
		item, err := s.work.GetNowait()
		if err != nil {
			break
		}
		if item != nil {
			item.(*stepFuture).Cancel()
		}
	}
	s.work.Put(nil)
	s.lock.Release()
	for _, t := range s.threads {
		if wait {
			t.Join()
		}
	}
}

// install takes all conditions, and installs a waiter if the look at the futures does not end the wait.
func (s *steps) install(fs []future, create func(done []future) *stepWaiter) (done []future, m *stepWaiter) {
	for _, f := range fs {
		f.(*stepFuture).cond.Acquire()
	}
	for _, f := range fs {
		if f.(*stepFuture).settled() {
			done = append(done, f)
		}
	}
	if m = create(done); m != nil {
		for _, f := range fs {
			f.(*stepFuture).waiters = append(f.(*stepFuture).waiters, m)
		}
	}
	for _, f := range fs {
		f.(*stepFuture).cond.Release()
	}
	return done, m
}

func (s *steps) newWaiter(pending int, always bool) *stepWaiter {
	w := s.fields.World()
	return &stepWaiter{lock: lock.New(w, ""), event: event.New(w, ""), pending: pending, always: always}
}

func (s *steps) Wait(fs []future, when executor.ReturnWhen, timeout ...time.Duration) (done []future) {
	done, m := s.install(fs, func(done []future) *stepWaiter {
		if when == executor.FirstCompleted && len(done) > 0 || len(done) == len(fs) {
			return nil
		}
		return s.newWaiter(len(fs)-len(done), when == executor.FirstCompleted)
	})
	if m == nil {
		return done
	}
	m.event.Wait(timeout...)
	for _, f := range fs {
		g := f.(*stepFuture)
		g.cond.Acquire()
		g.waiters = slices.DeleteFunc(slices.Clone(g.waiters), func(other *stepWaiter) bool { return other == m })
		g.cond.Release()
	}
	for _, f := range fs {
		if slices.Contains(m.finished, f.(*stepFuture)) && !slices.Contains(done, f) {
			done = append(done, f)
		}
	}
	slices.SortFunc(done, func(a, b future) int { return slices.Index(fs, a) - slices.Index(fs, b) })
	return done
}

func (s *steps) AsCompleted(fs []future) (order []future) {
	ready, m := s.install(fs, func([]future) *stepWaiter { return s.newWaiter(0, true) })
	for len(ready) > 0 { // a set of Python's
		i := s.fields.World().Choose(len(ready))
		order = append(order, ready[i])
		ready = slices.Delete(ready, i, i+1)
	}
	for len(order) < len(fs) && !s.fields.World().Killing() {
		m.event.Wait()
		m.lock.Acquire()
		finished := m.finished
		m.finished = nil
		m.event.Clear()
		m.lock.Release()
		for _, f := range finished {
			order = append(order, f)
		}
	}
	return order
}
