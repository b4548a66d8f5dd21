package report_test

import (
	"errors"
	"slices"
	"time"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/report"
	"simrun/sim"
)

// turn is some steps of a thread.
type turn struct {
	thread string
	steps  int
}

// script is a schedule that a reader can follow: it lets each thread in turn make some steps, fewer if it blocks, and
// carries on at the end.
type script []turn

func (s *script) Choose(p *sim.Point) int {
	for len(*s) > 0 {
		head := &(*s)[0]
		if head.steps > 0 {
			for i := range p.Len() {
				if p.Thread(i).Name() == head.thread {
					head.steps--
					return i
				}
			}
		}
		*s = (*s)[1:]
	}
	return 0
}

// Committed counts the steps for which there was no choice.
func (s *script) Committed(*sim.Step) {}

// find runs a program and describes its failure.
func find(f report.Finding, main func(w *sim.World), turns ...turn) report.Finding {
	s := script(turns)
	x := sim.Run(sim.Program{Name: f.Scenario, Main: main}, sim.Config{Record: true, Clock: sim.Anytime}, &s)
	f.Trace, f.Steps, f.Preemptions = x.Trace, x.Steps, x.Preemptions
	if f.Token == "" {
		f.Token = "s1.AAECAwQFBgcICQ"
	}
	renumber(x.Trace)
	f.ReplayLine = "simrun replay " + f.Token
	return f
}

// renumber makes golden files independent of where a program stands in its file: its lines are numbered from 1.
func renumber(t *sim.Trace) {
	var lines []int
	add := func(n int) {
		if n > 0 && !slices.Contains(lines, n) {
			lines = append(lines, n)
		}
	}
	for _, e := range t.Events {
		add(e.Line)
	}
	for _, v := range t.Waiting {
		add(v.Line)
	}
	for _, r := range t.Raised {
		add(r.Line)
	}
	slices.Sort(lines)
	set := func(file *string, line *int) {
		if *line > 0 {
			*file, *line = "program.go", slices.Index(lines, *line)+1
		}
	}
	for i := range t.Events {
		set(&t.Events[i].File, &t.Events[i].Line)
	}
	for i := range t.Waiting {
		set(&t.Waiting[i].File, &t.Waiting[i].Line)
	}
	for i := range t.Raised {
		set(&t.Raised[i].File, &t.Raised[i].Line)
	}
}

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
		Fewest: true, Weakest: "call", FirstExecution: 11}
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
