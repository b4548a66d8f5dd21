package catalog

import (
	"fmt"
	"time"

	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// A semaphore that hands out as many permits as there are connections:
//
//	def worker():
//	    with permits:
//	        connection = connections.pop()
//	        …
//	        connections.append(connection)
//
// The twin waits for a permit for a limited time, and does not look whether it got one:
//
//	permits.acquire(timeout=1)
//	…
//	permits.release()
func init() {
	register(connectionPool(Entry{
		Name:     "connection-pool",
		Summary:  "a semaphore with a permit for each connection",
		Expected: Expected{Note: "who has a permit finds a connection"},
	}, false))
	register(connectionPool(Entry{
		Name:    "connection-pool-timeout",
		Summary: "connection-pool whose workers go on when there was no permit in time",
		Expected: Expected{
			Kinds: []string{"uncaught-exception"},
			Note:  "acquire(timeout=…) says by its result whether there is a permit, and by nothing else",
		},
	}, true))
}

func connectionPool(e Entry, impatient bool) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("workers", 3, 1, 8, "how many need a connection"),
		Number("connections", 2, 1, 8, "how many there are"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			p, workers := newPool(w, v.Int("connections")), newCrew(w)
			for i := range v.Int("workers") {
				workers.add(fmt.Sprintf("worker-%d", i+1), func() { p.work(impatient) })
			}
			workers.run()
		}
		return run, properties.Default()
	}
	return e
}

type pool struct {
	w           *sim.World
	permits     *semaphore.Semaphore
	deque       sim.Object // of the connections that nobody uses
	connections []int
	used        *properties.Section
}

func newPool(w *sim.World, n int) *pool {
	p := &pool{w: w, permits: semaphore.NewBounded(w, "permits", n), used: properties.NewRoom(w, "connections", n)}
	p.deque.Init(w, "deque", "free", nil)
	for i := range n {
		p.connections = append(p.connections, i)
	}
	return p
}

func (p *pool) work(impatient bool) {
	if impatient {
		p.permits.Acquire(semaphore.Timeout(time.Second))
	} else {
		p.permits.Acquire()
	}
	defer p.permits.Release()
	c := p.pop()
	p.used.With(func() { shared.Poll(p.w) })
	if p.w.Do(sim.Op{Name: "deque.append", Object: &p.deque}) {
		p.connections = append(p.connections, c)
	}
}

// pop is deque.pop: one operation.
func (p *pool) pop() int {
	if !p.w.Do(sim.Op{Name: "deque.pop", Object: &p.deque}) {
		return 0
	}
	last := len(p.connections) - 1
	if last < 0 {
		panic(&sim.Exception{Type: "IndexError", Text: "pop from an empty deque"})
	}
	c := p.connections[last]
	p.connections = p.connections[:last]
	return c
}
