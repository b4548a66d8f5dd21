package report_test

import (
	"errors"
	"fmt"
	"time"

	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/report"
	"simrun/sim"
)

// pipeline is the notebook's: the producer puts until the event is set, the consumer gets until the event is set and
// the queue is empty. Both tests are made without the other knowing.
func pipeline(maxsize int) func(w *sim.World) {
	return func(w *sim.World) {
		q, stop := queue.New(w, "pipeline", maxsize), event.New(w, "stop")
		w.Spawn("producer", func() {
			for i := 1; !stop.IsSet(); i++ {
				q.Put(i * 11)
			}
		})
		w.Spawn("consumer", func() {
			for !stop.IsSet() || !q.Empty() {
				q.Get()
			}
		})
		w.Sleep(100 * time.Millisecond)
		stop.Set()
	}
}

// hang: the consumer has found the event unset and gets from the queue, when the producer has seen the event and left.
func hang() report.Finding {
	f := report.Finding{Scenario: "queue-pipeline", Kind: "deadlock", Message: "consumer is blocked", Seed: 7,
		Fewest: true, Weakest: "call", Needed: true, FirstExecution: 11}
	return find(f, pipeline(10), turn{"MainThread", 2}, turn{"producer", 2}, turn{"consumer", 3}, turn{"MainThread", 2}, turn{"producer", 9})
}

// full: the consumer leaves after two messages, and the producer does not know.
func full() report.Finding {
	f := report.Finding{Scenario: "leaver", Kind: "deadlock", Fewest: true, Weakest: "block"}
	return find(f, func(w *sim.World) {
		q := queue.New(w, "pipeline", 1)
		w.Spawn("producer", func() {
			for i := range 4 {
				q.Put(i)
			}
		})
		w.Spawn("consumer", func() { q.Get(); q.Get() })
	}, turn{"MainThread", 2})
}

// lost: the message is put when the consumer has left.
func lost() report.Finding {
	f := report.Finding{Scenario: "queue-pipeline", Kind: "lost-message", Message: "1 of 2 messages was put and never got", Weakest: "block"}
	return find(f, pipeline(10), turn{"MainThread", 2}, turn{"producer", 3}, turn{"consumer", 2}, turn{"MainThread", 2}, turn{"consumer", 9})
}

// cycle: two locks in two orders.
func cycle() report.Finding {
	f := report.Finding{Scenario: "deadlock", Kind: "deadlock", Fewest: true, Weakest: "call"}
	return find(f, func(w *sim.World) {
		left, right := lock.New(w, "left fork"), lock.New(w, "right fork")
		eat := func(first, second *lock.Lock) func() {
			return func() {
				first.With(func() { second.With(func() {}) })
			}
		}
		a := w.Spawn("Plato", eat(left, right))
		w.Spawn("Kant", eat(right, left))
		w.Do(sim.Op{Name: "Thread.join", Object: &a.Object, Guard: ended{a}})
	}, turn{"MainThread", 2}, turn{"Plato", 1}, turn{"Kant", 2})
}

// ring has three threads that wait for each other, and not in the order of their numbers: 1 for 3, 3 for 2, 2 for 1.
func ring() report.Finding {
	f := report.Finding{Scenario: "ring", Kind: "deadlock"}
	return find(f, func(w *sim.World) {
		a, b, c := lock.New(w, "a"), lock.New(w, "b"), lock.New(w, "c")
		for i, pair := range [][2]*lock.Lock{{a, b}, {c, a}, {b, c}} {
			w.Spawn("thread "+itoa(i+1), func() {
				pair[0].With(func() { pair[1].With(func() {}) })
			})
		}
	}, turn{"MainThread", 3}, turn{"thread 1", 1}, turn{"thread 2", 1}, turn{"thread 3", 1})
}

// ended is the guard of a join.
type ended struct{ t *sim.Thread }

func (g ended) Effect(*sim.Thread) sim.Effect {
	if g.t.Done() {
		return sim.Reads
	}
	return sim.Blocks
}

// update: two threads read, add and write back; one of the two uses a lock.
func update() report.Finding {
	f := report.Finding{Scenario: "lost-update", Kind: "lost-update", Message: "counter is 1 after 2 additions"}
	return find(f, func(w *sim.World) {
		counter, l := shared.New(w, "counter", 0), lock.New(w, "guard")
		w.Spawn("careful", func() {
			l.With(func() { w.Sleep(0); counter.Store(counter.Load() + 1) })
		})
		w.Spawn("careless", func() {
			v := counter.Load()
			w.Sleep(time.Millisecond)
			counter.Store(v + 1)
		})
	}, turn{"MainThread", 2}, turn{"careless", 1}, turn{"careful", 4})
}

// exception: a lock is released twice.
func exception() report.Finding {
	f := report.Finding{Scenario: "twice", Kind: "uncaught-exception", Message: "worker: RuntimeError"}
	return find(f, func(w *sim.World) {
		l := lock.New(w, "guard")
		w.Spawn("worker", func() {
			l.Acquire()
			l.Release()
			l.Release()
		})
		w.Spawn("other", func() { panic(errors.New("no first operation")) })
	})
}

// crowd has more threads than columns: all wait for one that sleeps with the lock and then ends with it.
func crowd() report.Finding {
	f := report.Finding{Scenario: "crowd threads=12", Kind: "deadlock"}
	return find(f, func(w *sim.World) {
		l := lock.New(w, "door")
		w.Spawn("owner", func() { l.Acquire(); w.Sleep(time.Second) })
		for range 11 {
			w.Spawn("visitor", func() { l.With(func() {}) })
		}
	})
}

// long is a program of many steps: two threads in turns, one of them preempted once.
func long() report.Finding {
	f := report.Finding{Scenario: "long", Kind: "assertion", Message: "total is 399, want 400"}
	return find(f, func(w *sim.World) {
		q, total := queue.New(w, "numbers", 1), shared.New(w, "total", 0)
		w.Spawn("producer", func() {
			for i := range 200 {
				q.Put(i)
			}
		})
		w.Spawn("consumer", func() {
			for range 200 {
				q.Get()
				total.Add(2)
			}
		})
	}, turn{"MainThread", 2}, turn{"producer", 2}, turn{"consumer", 1}, turn{"producer", 1})
}

// pool has one worker run the notebook's producer and then its consumer.
func pool() report.Finding {
	f := report.Finding{Scenario: "queue-pipeline workers=1", Kind: "deadlock", Message: "consumer is blocked", Fewest: true, Weakest: "block"}
	return find(f, func(w *sim.World) {
		q := queue.New(w, "pipeline", 10)
		p := executor.New(w, 1)
		p.With(func() {
			p.Submit("producer", func() any {
				for i := range 3 {
					logging.Warning(w, "Producer set message: %d", i)
					q.Put(i)
				}
				return nil
			})
			p.Submit("consumer", func() any {
				for {
					m, _ := q.Get()
					logging.Warning(w, "Consumer get message: %v", m)
				}
			})
		})
	})
}

// notify wakes the wrong one of two that wait at a condition.
func notify() report.Finding {
	f := report.Finding{Scenario: "notify", Kind: "deadlock"}
	return find(f, func(w *sim.World) {
		l := lock.New(w, "mutex")
		c := condition.New(w, "turn", l)
		turn := shared.New(w, "turn of", new(int))
		for i := range 2 {
			w.Spawn("waiter", func() {
				l.With(func() {
					for *turn.Load() != i+1 {
						c.Wait()
					}
				})
			})
		}
		w.Spawn("caller", func() { l.With(func() { second := 2; turn.Store(&second); c.Notify() }) })
	})
}

// killed ends with a daemon that has not taken everything from the queue.
func killed() report.Finding {
	f := report.Finding{Scenario: "daemon", Kind: "lost-message", Message: "2, put by MainThread, is left in lines"}
	return find(f, func(w *sim.World) {
		q := queue.New(w, "lines", 0)
		logger := func() {
			for {
				q.Get()
			}
		}
		thread.New(w, thread.Target("logger", logger), thread.Name("logger"), thread.Daemon(true)).Start()
		q.Put(1)
		q.Put(2)
	}, turn{"MainThread", 2}, turn{"logger", 1}, turn{"MainThread", 9})
}

// choices has values chosen before the first operation, beside an item that is put, by a thread that has done nothing yet,
// and after something that is read.
func choices() report.Finding {
	f := report.Finding{Scenario: "choices", Kind: "assertion", Message: "the dice say so",
		Why: "It fails if thrower's choice in step 1 is 2; with 0 it passes."}
	return find(f, func(w *sim.World) {
		first := w.Choose(2)
		q, x := queue.New(w, "results", 0), shared.New(w, "x", 0)
		w.Spawn("thrower", func() {
			n := w.Choose(4)
			q.Put(fmt.Sprint("thrown ", n))
			if w.Choose(3) == 2 && x.Load() == 0 {
				x.Store(w.Choose(2) + first)
			}
			w.Fail("assertion", "the dice say so")
		})
	})
}
