package properties_test

import (
	"strings"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

const lost = "lost-message: 7, put by producer, is left in q [message of producer is left in q]"

// channel is what Queue, LifoQueue, PriorityQueue and SimpleQueue have in common.
type channel interface {
	Put(item any, args ...queue.Arg) error
	Get(args ...queue.Arg) (any, error)
	GetNowait() (any, error)
	Empty() bool
	QSize() int
}

var channels = []func(w *sim.World) channel{
	func(w *sim.World) channel { return queue.New(w, "q", 0) },
	func(w *sim.World) channel { return queue.NewLifo(w, "q", 0) },
	func(w *sim.World) channel { return queue.NewPriority(w, "q", 0) },
	func(w *sim.World) channel { return queue.NewSimple(w, "q") },
}

// everywhere is a program with each kind of queue.
func everywhere(t *testing.T, program func(w *sim.World, q channel), list []sim.Property, want ...string) {
	t.Helper()
	for _, c := range channels {
		expect(t, found(t, func(w *sim.World) { program(w, c(w)) }, list...), want...)
	}
}

// A consumer that leaves because the queue is empty, before the message comes: of the 2 orders of put and empty, that is
// the one in which empty comes first. The twin waits for the producer before it looks.
func TestLostMessage(t *testing.T) {
	program := func(size, first bool) func(w *sim.World, q channel) {
		return func(w *sim.World, q channel) {
			join := start(w, "producer", func() { q.Put(7) })
			if first {
				join()
			}
			for size && q.QSize() > 0 || !size && !q.Empty() {
				q.Get()
			}
		}
	}
	for _, size := range []bool{false, true} {
		everywhere(t, program(size, false), properties.Default(), lost)
		everywhere(t, program(size, true), properties.Default())
	}
}

// Each of two consumers may take the message, or leave too early: it is lost if both do.
func TestLostByTwoConsumers(t *testing.T) {
	everywhere(t, func(w *sim.World, q channel) {
		for range 2 {
			start(w, "consumer", func() {
				if !q.Empty() {
					q.GetNowait()
				}
			})
		}
		start(w, "producer", func() { q.Put(7) })
	}, properties.Default(), lost)
}

// pools are programs without a mistake, that leave items in a queue in all or some schedules, and so tell a loss from
// what is left on purpose.
var pools = map[string]func(w *sim.World, q channel){
	"a pool, each connection used": func(w *sim.World, q channel) {
		q.Put(1)
		for range 2 {
			start(w, "worker", func() { c, _ := q.Get(); q.Put(c) })
		}
	},
	"a pool with more connections than users": func(w *sim.World, q channel) {
		q.Put(1)
		q.Put(2)
		start(w, "worker", func() { c, _ := q.Get(); q.Put(c) })
	},
	"a pool that grows when it is empty": func(w *sim.World, q channel) {
		for i := range 2 {
			start(w, "worker", func() {
				var c any = i
				if !q.Empty() {
					c, _ = q.Get()
				}
				q.Put(c)
			})
		}
	},
	"a pool whose connections another thread gives back": func(w *sim.World, q channel) {
		q.Put(1)
		c, _ := q.Get()
		start(w, "worker", func() { q.Put(c) })
	},
	"a semaphore of numbered permits": func(w *sim.World, q channel) {
		q.Put(1)
		q.Put(2)
		for range 2 {
			start(w, "worker", func() { n, _ := q.Get(); q.Put(n) })
		}
	},
	"a free list: the writer takes a place, the reader gives it back": func(w *sim.World, q channel) {
		full := queue.New(w, "full", 0)
		q.Put(1)
		q.Put(2)
		start(w, "writer", func() { place, _ := q.Get(); full.Put(place) })
		place, _ := full.Get()
		q.Put(place)
	},
	"the first result wins": func(w *sim.World, q channel) {
		for i := range 2 {
			start(w, "worker", func() { q.Put(i) })
		}
		q.Get()
	},
	"an answer that came too late": func(w *sim.World, q channel) {
		start(w, "worker", func() { q.Put(7) })
		q.Get(queue.Timeout(time.Second))
	},
	"tasks that an event cancels": func(w *sim.World, q channel) {
		stop := event.New(w, "stop")
		start(w, "worker", func() {
			for i := 0; i < 2 && !stop.IsSet(); i++ { // two rounds, because a search is to end
				q.Get(queue.Timeout(time.Second))
			}
		})
		q.Put(1)
		stop.Set()
	},
	"a task behind the sign to stop": func(w *sim.World, q channel) {
		q.Put(0)
		start(w, "worker", func() { q.Get() })
		start(w, "late", func() { q.Put(7) })
	},
	"a sign to stop that goes round": func(w *sim.World, q channel) {
		for range 2 {
			start(w, "worker", func() { sign, _ := q.Get(); q.Put(sign) })
		}
		q.Put(-1)
	},
	"a sign to stop too many": func(w *sim.World, q channel) {
		q.Put(-1)
		q.Put(-1)
		start(w, "worker", func() { q.Get() })
	},
	"a queue that is emptied while somebody puts": func(w *sim.World, q channel) {
		start(w, "producer", func() { q.Put(7) })
		for {
			if _, err := q.GetNowait(); err != nil {
				return
			}
		}
	},
	"a daemon that the process does not wait for": func(w *sim.World, q channel) {
		daemon(w, "consumer", func() {
			q.Empty()
			q.Get()
			q.Get()
		})
		q.Put(7)
		q.Put(8)
	},
	"a daemon that looks from time to time": func(w *sim.World, q channel) {
		daemon(w, "consumer", func() {
			for range 2 {
				if !q.Empty() {
					q.Get()
				}
				w.Sleep(time.Second)
			}
			event.New(w, "never").Wait()
		})
		q.Put(7)
		q.Put(8)
		q.Put(9)
	},
	"a daemon that has not come far, and somebody who looks": func(w *sim.World, q channel) {
		daemon(w, "consumer", func() { q.Get() })
		start(w, "producer", func() { q.Put(7) })
		q.Empty()
	},
	"wake-ups of which one is as good as another": func(w *sim.World, q channel) {
		start(w, "caller", func() { q.Put(1); q.Put(1) })
		q.Get()
		for !q.Empty() {
			q.Get()
		}
	},
	"a wake-up without a content": func(w *sim.World, q channel) {
		start(w, "caller", func() { q.Put("") })
		if !q.Empty() {
			q.Get()
		}
	},
	"results that nobody reads": func(w *sim.World, q channel) { q.Put(7) },
	"a producer that looks whether all is taken, before another puts": func(w *sim.World, q channel) {
		start(w, "one", func() { q.Put(1); q.Empty() })
		start(w, "another", func() { q.Put(7) })
		q.Get()
	},
}

// TestLeftOnPurpose: the default properties pass these; the strict one finds the item in each.
func TestLeftOnPurpose(t *testing.T) {
	for name, program := range pools {
		t.Run(name, func(t *testing.T) {
			everywhere(t, program, properties.Default())
			for _, c := range channels {
				if len(found(t, func(w *sim.World) { program(w, c(w)) }, properties.NoItemLeft)) == 0 {
					t.Error("nothing is left in any schedule: the program says nothing about the property")
				}
			}
		})
	}
}

// Wake-ups that differ are messages: the same program as the one with equal ones loses the second.
func TestNumberedWakeUpIsLost(t *testing.T) {
	everywhere(t, func(w *sim.World, q channel) {
		start(w, "producer", func() { q.Put(8); q.Put(7) })
		for first := true; first || !q.Empty(); first = false {
			q.Get()
		}
	}, properties.Default(), lost)
}

// What is thrown away by shutdown(immediate=True) is left on purpose, and only the strict property counts it.
func TestThrownAway(t *testing.T) {
	program := func(immediate bool) func(w *sim.World) {
		return func(w *sim.World) {
			q := queue.New(w, "q", 0)
			q.Put(7)
			q.Shutdown(immediate)
			q.Get()
		}
	}
	expect(t, found(t, program(true), properties.Default()...))
	expect(t, found(t, program(true), properties.NoItemLeft),
		"item-left: 7, put by MainThread, was thrown away by the shutdown of q [item of MainThread was thrown away by the shutdown of q]")
	expect(t, found(t, program(false), properties.NoItemLeft))
}

// Two queues lose a message, and in a third there is one for which nobody came: a finding names the queues, and each can
// be named alone, or left out.
func TestQueuesApart(t *testing.T) {
	program := func(w *sim.World) {
		a, b := queue.New(w, "a", 0), queue.New(w, "b", 0)
		a.Empty()
		b.Empty()
		start(w, "T", func() { a.Put(7); b.Put(7); queue.New(w, "c", 0).Put(7) })
	}
	left := func(kind, thing string, queues ...string) string {
		var messages, where []string
		for _, q := range queues {
			messages = append(messages, "7, put by T, is left in "+q)
			where = append(where, thing+" of T is left in "+q)
		}
		return kind + ": " + strings.Join(messages, "; ") + " [" + strings.Join(where, "; ") + "]"
	}
	for _, c := range []struct {
		property sim.Property
		want     []string
	}{
		{properties.NoLostMessage, []string{left("lost-message", "message", "a", "b")}},
		{properties.NoLostMessageExcept("a"), []string{left("lost-message", "message", "b")}},
		{properties.NoLostMessageExcept("a", "b"), nil},
		{properties.NoItemLeft, []string{left("item-left", "item", "a", "b", "c")}},
		{properties.NoItemLeftIn("b"), []string{left("item-left", "item", "b")}},
		{properties.NoItemLeftIn("c", "a"), []string{left("item-left", "item", "a", "c")}},
	} {
		t.Run(c.property.Name(), func(t *testing.T) { expect(t, found(t, program, c.property), c.want...) })
	}
}

// A property of a queue that the program does not have could never fail.
func TestUnknownQueue(t *testing.T) {
	for _, p := range []sim.Property{properties.NoItemLeftIn("jobs"), properties.NoLostMessageExcept("jobs")} {
		func() {
			defer func() {
				const want = `sim: a property names the queue "jobs", which the program does not have; it has q, r`
				if err, _ := recover().(error); err == nil || err.Error() != want {
					t.Errorf("%s: panicked with %v, want %s", p.Name(), err, want)
				}
			}()
			x := sim.Run(sim.Program{Main: func(w *sim.World) { queue.New(w, "q", 0); queue.NewSimple(w, "r") }}, sim.Config{}, sampling.NewRandom(0))
			p.Check(x)
		}()
	}
}
