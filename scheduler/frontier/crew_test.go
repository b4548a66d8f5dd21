package frontier_test

import (
	"context"
	"fmt"
	"testing"

	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/lock"
	"simrun/scheduler"
	"simrun/scheduler/frontier"
	"simrun/scheduler/frontier/frontiertest"
	"simrun/sim"
)

// The workers of a search are threads that wait for each other, so a search can prove that they end: the code is that of
// Crew, and only its lock and condition are models.

// simulated makes a crew of a world.
func simulated(w *sim.World, plan func() []task) *frontier.Crew[task] {
	l := lock.New(w, "mu")
	return frontier.NewCrewOn(modelLock{l}, modelCondition{condition.New(w, "changed", l)}, plan)
}

// task is one of a round, and nothing more.
type task struct{}

type modelLock struct{ l *lock.Lock }

func (m modelLock) Lock()   { m.l.Acquire() }
func (m modelLock) Unlock() { m.l.Release() }

type modelCondition struct{ *condition.Condition }

func (c modelCondition) Wait()      { c.Condition.Wait() }
func (c modelCondition) Broadcast() { c.NotifyAll() }

// stays is the worker that holds a task and leaves without a word, as all did before Crew: it takes, and does not call
// Leave.
func stays(c frontier.Frontier[task], carryOut func(task)) {
	for t, ok := c.Take(); ok; t, ok = c.Take() {
		carryOut(t)
		c.Finish(t)
	}
}

// crewProgram has workers that carry out rounds of so many tasks. One of them may break down in a task: with an error, a
// panic, runtime.Goexit, which all unwind its stack. A checkpoint may be made beside them, and be abandoned.
type crewProgram struct {
	workers    int
	rounds     []int
	breaksDown int // task, from 1; 0 if none does
	pauses     bool
	abandons   bool // somebody is stuck in an execution
	work       func(c frontier.Frontier[task], carryOut func(task))
}

func (p crewProgram) main(w *sim.World) {
	round, done := 0, 0
	var c *frontier.Crew[task]
	c = simulated(w, func() []task {
		if busy, inside := c.AtWork(); busy > 0 || inside > 0 {
			w.Fail("plan", "a plan is made while somebody is at work")
		}
		if round == len(p.rounds) {
			return nil
		}
		round++
		return make([]task, p.rounds[round-1])
	})
	never := lock.New(w, "never")
	never.Acquire()
	for i := range p.workers {
		w.Spawn(fmt.Sprint("worker", i), func() {
			defer func() { _ = recover() }()
			p.work(c, func(task) {
				if p.pauses {
					c.Enter()
				}
				done++
				switch {
				case done == p.breaksDown && p.abandons:
					never.Acquire()
				case done == p.breaksDown:
					exitIf(c, p.pauses)
					panic("breaks down")
				}
				exitIf(c, p.pauses)
			})
		})
	}
	if p.pauses {
		w.Spawn("saver", func() {
			made := c.Pause(func() {
				if _, inside := c.AtWork(); inside > 0 {
					w.Fail("pause", "a checkpoint is made while an execution is under way")
				}
			})
			if !made && !p.abandons {
				w.Fail("pause", "a checkpoint was given up that nobody had abandoned")
			}
		})
	}
	if p.abandons {
		c.Abandon()
		never.Release() // only to let the program end
	}
	w.OnEnd(func() {
		all := 0
		for _, n := range p.rounds {
			all += n
		}
		if p.breaksDown == 0 && done != all {
			w.Fail("lost", "%d of %d tasks were carried out", done, all)
		}
	})
}

func exitIf(c *frontier.Crew[task], entered bool) {
	if entered {
		c.Exit()
	}
}

// searchCrew searches a crew program to its end, or to the first finding.
func searchCrew(t *testing.T, p crewProgram) *scheduler.Report {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), sim.Program{Name: "crew", Main: p.main}, scheduler.Options{
		Strategy: "dpor", Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime}, Properties: []sim.Property{deadlocked{}},
		First: true, NoShrink: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// deadlocked is the property that every thread ends.
type deadlocked struct{}

func (deadlocked) Name() string { return "no deadlock" }

func (deadlocked) Check(x *sim.Execution) *sim.Failure {
	if x.End == sim.Deadlock {
		return &sim.Failure{Kind: "deadlock"}
	}
	return nil
}

// TestCrewEnds proves of small crews that they end, whoever breaks down, and that no task is lost.
func TestCrewEnds(t *testing.T) {
	for _, p := range []crewProgram{
		{workers: 2, rounds: []int{2, 1}},
		{workers: 3, rounds: []int{2, 1}},
		{workers: 2, rounds: []int{2}, breaksDown: 1},
		{workers: 2, rounds: []int{1, 2}, breaksDown: 2},
		{workers: 3, rounds: []int{1}, breaksDown: 1},
		{workers: 2, rounds: []int{1}, pauses: true},
		{workers: 2, rounds: []int{1}, pauses: true, breaksDown: 1},
		{workers: 1, rounds: []int{1}, pauses: true, abandons: true, breaksDown: 1},
		{workers: 2, rounds: []int{1}, pauses: true, abandons: true, breaksDown: 1},
	} {
		p.work = frontier.Work[task]
		r := searchCrew(t, p)
		t.Logf("%+v: %d traces", p, r.Executions)
		if len(r.Findings) > 0 || !r.Exhausted {
			t.Errorf("%+v: %d executions, exhausted %v, findings %v", p, r.Executions, r.Exhausted, r.Findings)
		}
	}
}

// TestCrewThatStays: without Leave the others wait for ever for the task of the one that is gone.
func TestCrewThatStays(t *testing.T) {
	r := searchCrew(t, crewProgram{workers: 2, rounds: []int{2}, breaksDown: 1, work: stays})
	if len(r.Findings) != 1 || r.Findings[0].Kind != "deadlock" {
		t.Errorf("%d executions, findings %v", r.Executions, r.Findings)
	}
}

// TestCrew holds the crew to what every frontier promises.
func TestCrew(t *testing.T) {
	frontiertest.Run(t, func(_ *testing.T, plan func() []frontiertest.Task, counted func(frontiertest.Task)) frontiertest.Subject[frontiertest.Task] {
		c := counting{frontier.NewCrew(plan), counted}
		return frontiertest.Subject[frontiertest.Task]{
			Join: func() frontier.Frontier[frontiertest.Task] { return c },
			Of:   func(t frontiertest.Task) frontiertest.Task { return t },
		}
	})
}

// counting is a crew whose tasks count when they are finished.
type counting struct {
	*frontier.Crew[frontiertest.Task]
	counted func(frontiertest.Task)
}

func (c counting) Finish(t frontiertest.Task) {
	c.counted(t)
	c.Crew.Finish(t)
}

// tellsWait is a condition that says when somebody begins to wait.
type tellsWait struct {
	modelCondition
	waits *event.Event
}

func (c tellsWait) Wait() {
	c.waits.Set()
	c.modelCondition.Wait()
}

// TestPauseHoldsUpExecutions: when a checkpoint waits for an execution that is under way, no other one begins before it is made. If one
// did, then workers that always have an execution under way would keep it waiting until the search is over.
func TestPauseHoldsUpExecutions(t *testing.T) {
	main := func(w *sim.World) {
		l, waits, began := lock.New(w, "mu"), event.New(w, "waits"), false
		c := frontier.NewCrewOn(modelLock{l}, tellsWait{modelCondition{condition.New(w, "changed", l)}, waits}, func() []task { return nil })
		c.Enter()
		w.Spawn("saver", func() {
			c.Pause(func() {
				if began {
					w.Fail("pause", "an execution has begun while a checkpoint waited")
				}
			})
		})
		waits.Wait()
		w.Spawn("worker", func() {
			c.Enter()
			began = true
			c.Exit()
		})
		c.Exit()
	}
	r, err := scheduler.Explore(context.Background(), sim.Program{Name: "pause", Main: main}, scheduler.Options{
		Strategy: "dpor", Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime}, Properties: []sim.Property{deadlocked{}}, NoShrink: true,
	})
	if err != nil || len(r.Findings) > 0 || !r.Exhausted || r.Executions < 3 {
		t.Errorf("%+v, %v", r, err)
	}
}
