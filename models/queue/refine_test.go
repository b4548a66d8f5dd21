package queue_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"simrun/models/condition"
	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/sim"
)

// channel is what the model and its refinement have in common.
type channel interface {
	Put(item any, args ...queue.Arg) error
	Get(args ...queue.Arg) (any, error)
	TaskDone()
	Join()
	QSize() int
	Shutdown(immediate bool)
	SetMaxsize(n int)
	State() string
	Unfinished() int
}

// steps is a Queue, PriorityQueue or LifoQueue built from a lock and three conditions on it, step by step as CPython does. A
// negative item cannot be compared.
type steps struct {
	mutex                      *lock.Lock
	notEmpty, notFull, allDone *condition.Condition
	maxsize, unfinished        int
	shut, priority, lifo       bool
	items                      []int
	fields                     sim.Object
}

func newSteps(w *sim.World, maxsize int, priority bool) *steps {
	m := lock.New(w, "")
	s := &steps{mutex: m, notEmpty: condition.New(w, "", m), notFull: condition.New(w, "", m),
		allDone: condition.New(w, "", m), maxsize: maxsize, priority: priority}
	s.fields.Init(w, "Fields", "", s)
	return s
}

// kind of an argument: the value of a call without one is "for ever".
func kind(args []queue.Arg) string {
	switch {
	case len(args) == 0:
		return "for ever"
	case args[0] == queue.Block(false):
		return "try"
	case args[0] == queue.Timeout(0):
		return "zero"
	}
	return "time"
}

// await waits while the predicate holds, as put and get do. It returns false if that took too long, or the error that
// check gives after each wait.
func (s *steps) await(c *condition.Condition, how string, blocked func() bool, check func() error) (bool, error) {
	w := s.fields.World()
	for late, first := false, true; blocked(); first = false {
		switch {
		case w.Killing(), how == "try":
			return false, nil
		case how == "for ever":
			c.Wait()
		case late, !first && w.Choose(2) == 1: // the time ran out after the wait
			return false, nil
		case how == "zero" && first:
			// CPython: remaining <= 0, so it does not wait at all
			return false, nil
		default:
			late = !c.Wait(time.Second)
		}
		if err := check(); err != nil {
			return true, err
		}
	}
	return true, nil
}

func (s *steps) Put(item any, args ...queue.Arg) error {
	s.mutex.Acquire()
	defer s.mutex.Release()
	down := func() error {
		if s.shut {
			return queue.ErrShutDown
		}
		return nil
	}
	if err := down(); err != nil {
		return err
	}
	full := func() bool { return s.readMaxsize() > 0 && len(s.items) >= s.maxsize }
	if s.maxsize > 0 {
		if ok, err := s.await(s.notFull, kind(args), full, down); err != nil {
			return err
		} else if !ok {
			return queue.ErrFull
		}
	}
	n := item.(int)
	s.items = append(s.items, n)
	if s.priority {
		siftdown(s.items, 0, len(s.items)-1)
	}
	s.unfinished++
	s.notEmpty.Notify()
	return nil
}

func (s *steps) Get(args ...queue.Arg) (any, error) {
	s.mutex.Acquire()
	defer s.mutex.Release()
	empty := func() bool { return len(s.items) == 0 }
	down := func() error {
		if s.shut && empty() {
			return queue.ErrShutDown
		}
		return nil
	}
	if err := down(); err != nil {
		return nil, err
	}
	if ok, err := s.await(s.notEmpty, kind(args), empty, down); err != nil {
		return nil, err
	} else if !ok {
		return nil, queue.ErrEmpty
	}
	item := s.pop()
	s.notFull.Notify()
	return item, nil
}

func (s *steps) pop() int {
	first, n := s.items[0], len(s.items)-1
	if s.lifo {
		first, s.items = s.items[n], s.items[:n]
		return first
	}
	if !s.priority || n == 0 {
		s.items = s.items[1:]
		return first
	}
	s.items[0] = s.items[n]
	s.items = s.items[:n]
	siftup(s.items)
	return first
}

// siftdown and siftup are those of _heapqmodule.c.
func siftdown(heap []int, start, pos int) {
	for pos > start {
		parent := (pos - 1) >> 1
		if !number(heap[pos]).Less(number(heap[parent])) {
			break
		}
		heap[pos], heap[parent] = heap[parent], heap[pos]
		pos = parent
	}
}

func siftup(heap []int) {
	pos := 0
	for limit := len(heap) >> 1; pos < limit; {
		child := 2*pos + 1
		if child+1 < len(heap) && !number(heap[child]).Less(number(heap[child+1])) {
			child++
		}
		heap[pos], heap[child] = heap[child], heap[pos]
		pos = child
	}
	siftdown(heap, 0, pos)
}

func (s *steps) TaskDone() {
	s.mutex.Acquire()
	defer s.mutex.Release()
	if s.unfinished == 0 {
		panic(sim.ValueError("task_done() called too many times"))
	}
	if s.unfinished--; s.unfinished == 0 {
		s.allDone.NotifyAll()
	}
}

func (s *steps) Join() {
	s.mutex.Acquire()
	defer s.mutex.Release()
	for s.unfinished > 0 && !s.fields.World().Killing() {
		s.allDone.Wait()
	}
}

func (s *steps) QSize() int {
	s.mutex.Acquire()
	defer s.mutex.Release()
	return len(s.items)
}

func (s *steps) Shutdown(immediate bool) {
	s.mutex.Acquire()
	defer s.mutex.Release()
	s.shut = true
	if immediate {
		s.unfinished = max(0, s.unfinished-len(s.items))
		s.items = nil
		s.allDone.NotifyAll()
	}
	s.notEmpty.NotifyAll()
	s.notFull.NotifyAll()
}

// maxsize is a plain attribute: it is read and written without the mutex.
func (s *steps) SetMaxsize(n int) {
	if s.fields.World().Do(sim.Op{Name: "maxsize =", Object: &s.fields}) {
		s.maxsize = n
	}
}

func (s *steps) readMaxsize() int {
	s.fields.World().Do(sim.Op{Name: "maxsize", Object: &s.fields, Effect: sim.Reads})
	return s.maxsize
}

func (s *steps) State() string { return fmt.Sprint(len(s.items), s.items) }

func (s *steps) Unfinished() int { return s.unfinished }

// calls are the letters of programs.
func calls(q channel, c rune, item int) any {
	switch c {
	case 'p':
		return errs(q.Put(item))
	case 'P':
		return errs(q.Put(item, queue.Timeout(time.Second)))
	case 'x':
		return errs(q.Put(item, queue.Block(false)))
	case 'z':
		return errs(q.Put(item, queue.Timeout(0)))
	case 'u':
		return errs(q.Put(-item))
	case 'g':
		return get(q.Get())
	case 'G':
		return get(q.Get(queue.Timeout(time.Second)))
	case 'y':
		return get(q.Get(queue.Block(false)))
	case 'Z':
		return get(q.Get(queue.Timeout(0)))
	case 'd':
		q.TaskDone()
	case 'j':
		q.Join()
	case 's':
		return q.QSize()
	case 'e':
		q.Shutdown(false)
	case 'i':
		q.Shutdown(true)
	case 'm':
		q.SetMaxsize(2)
	}
	return ""
}

// TestRefinement compares the model with a queue that takes every step that CPython takes.
func TestRefinement(t *testing.T) {
	for _, kind := range []struct {
		name, letters string
		grows         bool
		priority      bool
		lifo          bool
	}{
		{"Queue", "pppPxzgggGyZdjsl", false, false, false},
		{"Queue.shutdown", "ppPggGdjeil", false, false, false},
		{"maxsize grows", "pppPgGml", true, false, false},
		{"maxsize grows, shutdown", "pppPggGmmjdei", true, false, false},
		{"LifoQueue", "ppPxggGyel", false, false, true},
		{"PriorityQueue", "puuggGyl", false, true, false},
		{"PriorityQueue.shutdown", "pppuggGje", false, true, false},
	} {
		t.Run(kind.name, func(t *testing.T) {
			conformance.Refine(t, 40, func(r *rand.Rand, _ int) conformance.Pair {
				words, maxsize := conformance.Words(r, kind.letters), 1+r.IntN(2)
				if kind.priority {
					maxsize = 0
				}
				return conformance.Sides[channel]{
					Words: words,
					Model: func(w *sim.World) channel {
						switch {
						case kind.priority:
							return comparing{queue.NewPriority(w, "", maxsize)}
						case kind.lifo:
							return queue.NewLifo(w, "", maxsize)
						case kind.grows:
							return queue.New(w, "", maxsize).Stepwise()
						}
						return queue.New(w, "", maxsize)
					},
					Steps: func(w *sim.World) channel {
						s := newSteps(w, maxsize, kind.priority)
						s.lifo = kind.lifo
						return s
					},
					Call:  func(q channel, i, k int, letter rune) string { return fmt.Sprint(calls(q, letter, 10*(i+1)+k)) },
					Final: func(q channel) string { return fmt.Sprintf("%c %d", q.State()[0], q.Unfinished()) },
				}.Pair("maxsize ", maxsize)
			})
		})
	}
}

// comparing puts negative numbers into a PriorityQueue as items that cannot be compared.
type comparing struct{ *queue.Queue }

// number is an item that cannot be compared if it is negative.
type number int

func (n number) Less(other any) bool {
	if n < 0 || other.(number) < 0 {
		panic(&sim.Exception{Type: "TypeError"})
	}
	return n < other.(number)
}

func (c comparing) Put(item any, args ...queue.Arg) error {
	return c.Queue.Put(number(item.(int)), args...)
}
