// Package frontiertest holds implementations of [frontier.Frontier] to what every one promises: tests of both in-process
// workers and those of a cluster run it.
//
// # Guarantee
//
// A state machine draws rounds of tasks, and what a few workers do in which order: they take, finish, are lost with a task,
// and finish it late. It fails if a task is given to two workers that are there, does not come, or counts twice, or if a
// round is planned before the last one is over.
//
// # Limits
//
// The workers are moved by one goroutine, one after the other; that several at once do not hang is for other tests.
package frontiertest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"simrun/scheduler/frontier"
)

// Task names a task: the round, and its place there, both from 0.
type Task struct{ Round, Place int }

// Subject is a frontier under test.
type Subject[T any] struct {
	Join func() frontier.Frontier[T] // a new worker
	Of   func(T) Task                // the task that a worker was given
	// Lose has a worker stop without a word, with the task that it has, until another one is given the task. Nil if a worker
	// that is lost ends the search.
	Lose  func(frontier.Frontier[T], T)
	Close func() // nil if there is nothing to do
}

// worker is one of those who take tasks.
type worker[T any] struct {
	frontier frontier.Frontier[T]
	has      bool
	task     T
	lost     bool
	came     chan bool // a Take under way; nil if there is none
}

// machine is a search, and what should be true of it.
type machine[T any] struct {
	t       *rapid.T
	subject Subject[T]
	workers []*worker[T]
	rounds  []int

	mu       sync.Mutex // a plan may be made by another goroutine
	planned  int
	open     map[Task]bool // tasks of the round that are not over
	wrong    string
	finished map[Task]bool
	counted  map[Task]int
}

// patience is how long a worker waits for a task that must come.
const patience = 30 * time.Second

// Run draws searches. The function opens one: it calls plan whenever all tasks of a round have been finished, and counted
// with what became of each of them reaching the plan; no tasks end the search.
func Run[T any](t *testing.T, open func(t *testing.T, plan func() []Task, counted func(Task)) Subject[T]) {
	rapid.Check(t, func(r *rapid.T) {
		m := &machine[T]{t: r, rounds: rapid.SliceOfN(rapid.IntRange(1, 4), 1, 4).Draw(r, "rounds"), finished: map[Task]bool{}, counted: map[Task]int{}}
		m.subject = open(t, m.plan, m.count)
		if m.subject.Close != nil {
			defer m.subject.Close()
		}
		for range 3 {
			m.workers = append(m.workers, &worker[T]{frontier: m.subject.Join()})
		}
		r.Repeat(map[string]func(*rapid.T){
			"take":   func(*rapid.T) { m.take() },
			"finish": func(*rapid.T) { m.finish(m.draw("finisher", func(w *worker[T]) bool { return w.has && !w.lost })) },
			"lose":   func(*rapid.T) { m.lose() },
			"late":   func(*rapid.T) { m.finish(m.draw("late", func(w *worker[T]) bool { return w.has && w.lost })) },
			"":       func(*rapid.T) { m.arrive(); m.check() },
		})
		m.end()
	})
}

// draw is one of the workers of which something is true.
func (m *machine[T]) draw(label string, is func(*worker[T]) bool) *worker[T] {
	var list []*worker[T]
	for _, w := range m.workers {
		if is(w) {
			list = append(list, w)
		}
	}
	if len(list) == 0 {
		m.t.Skip("no such worker")
	}
	return rapid.SampledFrom(list).Draw(m.t, label)
}

// plan is the next round.
func (m *machine[T]) plan() []Task {
	m.mu.Lock()
	defer m.mu.Unlock()
	for t := range m.open {
		if !m.finished[t] || m.counted[t] != 1 {
			m.wrong = fmt.Sprintf("round %d is planned, and %v is finished: %v, and counted %d times", m.planned, t, m.finished[t], m.counted[t])
		}
	}
	m.open = map[Task]bool{}
	m.planned++
	if m.planned > len(m.rounds) {
		return nil
	}
	var list []Task
	for place := range m.rounds[m.planned-1] {
		t := Task{m.planned - 1, place}
		m.open[t] = true
		list = append(list, t)
	}
	return list
}

func (m *machine[T]) count(t Task) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counted[t]++
}

func (m *machine[T]) check() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.wrong != "" {
		m.t.Fatal(m.wrong)
	}
}

// comes says whether a worker that takes now must come back, with a task or without: not if all that are left are held by
// workers that are there.
func (m *machine[T]) comes() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	held := map[Task]bool{}
	for _, w := range m.workers {
		if w.has && !w.lost {
			held[m.subject.Of(w.task)] = true
		}
	}
	left := 0
	for t := range m.open {
		if !m.finished[t] {
			left++
			if !held[t] {
				return true
			}
		}
	}
	return left == 0
}

// take has a worker take a task. If all that are left are held by others it waits.
func (m *machine[T]) take() {
	w := m.draw("taker", func(w *worker[T]) bool { return !w.has && !w.lost && w.came == nil })
	if !m.comes() && m.waits() {
		m.t.Skip("one that waits is enough")
	}
	m.begin(w)
	m.arrive()
}

func (m *machine[T]) waits() bool {
	return slices.ContainsFunc(m.workers, func(w *worker[T]) bool { return w.came != nil })
}

func (m *machine[T]) begin(w *worker[T]) {
	w.came = make(chan bool, 1)
	go func() {
		t, ok := w.frontier.Take()
		w.task = t
		w.came <- ok
	}()
}

// arrive has those who wait get their task, if there is one. It returns whether one was told that the search is over.
func (m *machine[T]) arrive() (over bool) {
	for _, w := range m.workers {
		if w.came == nil || !m.comes() {
			continue
		}
		select {
		case ok := <-w.came:
			w.came = nil
			over = !ok
			m.given(w, ok)
		case <-time.After(patience):
			m.t.Fatal("a task does not come")
		}
	}
	return over
}

// given looks at what a worker was given.
func (m *machine[T]) given(w *worker[T], ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !ok {
		if m.planned <= len(m.rounds) {
			m.t.Fatalf("the search is over in round %d of %d", m.planned, len(m.rounds))
		}
		return
	}
	t := m.subject.Of(w.task)
	if stale := m.finished[t]; !stale && !m.open[t] || stale && m.subject.Lose == nil {
		m.t.Fatalf("%v was given in round %d; it is finished: %v", t, m.planned-1, stale)
	}
	for _, other := range m.workers {
		if other.has && !other.lost && !m.finished[t] && m.subject.Of(other.task) == t {
			m.t.Fatalf("%v was given to two workers", t)
		}
	}
	w.has = true
}

// finish has a worker finish the task that it has.
func (m *machine[T]) finish(w *worker[T]) {
	m.mu.Lock()
	m.finished[m.subject.Of(w.task)] = true
	m.mu.Unlock()
	w.frontier.Finish(w.task)
	w.has, w.lost = false, false
}

// lose has a worker stop without a word.
func (m *machine[T]) lose() {
	if m.subject.Lose == nil {
		m.t.Skip("none can be lost")
	}
	w := m.draw("lost", func(w *worker[T]) bool { return w.has && !w.lost })
	w.lost = true
	m.subject.Lose(w.frontier, w.task)
}

// idle is a worker that can take; one that was lost finishes late for that.
func (m *machine[T]) idle() *worker[T] {
	w := m.workers[0]
	if w.has {
		m.finish(w)
	}
	return w
}

// end has the workers finish all that is left.
func (m *machine[T]) end() {
	for over := false; !over; over = m.arrive() {
		for _, w := range m.workers {
			if w.has && !w.lost {
				m.finish(w)
			}
		}
		if w := m.idle(); !m.waits() {
			m.begin(w)
		}
	}
	m.check()
	for _, w := range m.workers {
		w.frontier.Leave()
	}
	for round, n := range m.rounds {
		for place := range n {
			if n := m.counted[Task{round, place}]; n != 1 {
				m.t.Errorf("%v was counted %d times", Task{round, place}, n)
			}
		}
	}
}
