package queue_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"simrun/models/internal/conformance"
	"simrun/models/queue"
	"simrun/sim"
)

// simple is what SimpleQueue and its refinement have in common.
type simple interface {
	Put(item any, args ...queue.Arg) error
	Get(args ...queue.Arg) (any, error)
	QSize() int
}

// stealing is SimpleQueue as CPython had it up to 3.12: a list, and a lock that a get which finds nothing takes; the next
// one then waits for it. A put releases it. What happens without giving up the GIL is one step.
type stealing struct {
	sim.Object
	items  []any
	locked bool
}

func newStealing(w *sim.World) *stealing {
	s := &stealing{}
	s.Init(w, "SimpleQueue 3.12", "", s)
	return s
}

// Effect is that of a get that waits for the lock.
func (s *stealing) Effect(*sim.Thread) sim.Effect {
	if s.locked {
		return sim.Blocks
	}
	return sim.Writes
}

func (s *stealing) Put(item any, _ ...queue.Arg) error {
	if s.World().Do(sim.Op{Name: "put", Object: &s.Object}) {
		s.items = append(s.items, item)
		s.locked = false
	}
	return nil
}

func (s *stealing) Get(args ...queue.Arg) (any, error) {
	w := s.World()
	if !w.Do(sim.Op{Name: "get", Object: &s.Object}) {
		return nil, queue.ErrEmpty
	}
	for len(s.items) == 0 {
		s.locked = true // by this thread, or the lock was taken already: either way it now has to wait
		op := sim.Op{Name: "get", Object: &s.Object, Guard: s}
		switch kind(args) {
		case "try", "zero":
			return nil, queue.ErrEmpty
		case "time":
			op.Timed, op.Deadline = true, w.After(time.Second)
		}
		if !w.Do(op) {
			return nil, queue.ErrEmpty
		}
	}
	item := s.items[0]
	s.items = s.items[1:]
	s.locked = false
	return item, nil
}

func (s *stealing) QSize() int {
	s.World().Do(sim.Op{Name: "qsize", Object: &s.Object, Effect: sim.Reads})
	return len(s.items)
}

// TestSimpleRefinement compares SimpleQueue, which hands an item to the thread that has waited longest, with that of
// CPython up to 3.12, where any thread may take it.
func TestSimpleRefinement(t *testing.T) {
	conformance.Refine(t, 40, func(r *rand.Rand, _ int) conformance.Pair {
		return conformance.Sides[simple]{
			Words: conformance.Words(r, "pppgggGysl"),
			Model: func(w *sim.World) simple { return queue.NewSimple(w, "") },
			Steps: func(w *sim.World) simple { return newStealing(w) },
			Call: func(q simple, i, k int, letter rune) string {
				switch letter {
				case 'p':
					q.Put(10*(i+1) + k)
				case 'g':
					return fmt.Sprint(get(q.Get()))
				case 'G':
					return fmt.Sprint(get(q.Get(queue.Timeout(time.Second))))
				case 'y':
					return fmt.Sprint(get(q.Get(queue.Block(false))))
				case 's':
					return fmt.Sprint(q.QSize())
				}
				return ""
			},
		}.Pair()
	})
}
