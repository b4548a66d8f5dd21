package simtest

import (
	"pgregory.net/rapid"

	"simrun/models/thread"
	"simrun/sim"
)

// Machine is a state machine whose actions run as simulated threads. rapid draws which actions there are, with
// [rapid.T.Repeat]; each adds itself to a thread by [Machine.Do]. Then [Machine.Execute] draws a schedule, makes the
// state anew and runs the threads. S is the state that they share.
//
//	rapid.Check(t, func(rt *rapid.T) {
//		m := simtest.NewMachine(newAccount)
//		rt.Repeat(map[string]func(*rapid.T){
//			"deposit": func(rt *rapid.T) {
//				n := rapid.IntRange(1, 9).Draw(rt, "n")
//				m.Do(rapid.SampledFrom(clients).Draw(rt, "client"), func(a *account) { a.deposit(n) })
//			},
//		})
//		m.Execute(rt)
//	})
type Machine[S any] struct {
	setup   func(w *sim.World) S
	threads []*actor[S] // in the order in which they were first named
	after   func(s S)
}

// actor is a thread of a state machine, with its actions.
type actor[S any] struct {
	name    string
	actions []func(s S)
}

// NewMachine makes a machine; setup makes the state that the threads share, in the world of each execution.
func NewMachine[S any](setup func(w *sim.World) S) *Machine[S] { return &Machine[S]{setup: setup} }

// Do adds an action to the thread of that name, behind its other ones. What the action needs was drawn before: it must
// not draw itself, because it runs in an execution, and several times.
func (m *Machine[S]) Do(thread string, action func(s S)) {
	for _, a := range m.threads {
		if a.name == thread {
			a.actions = append(a.actions, action)
			return
		}
	}
	m.threads = append(m.threads, &actor[S]{name: thread, actions: []func(s S){action}})
}

// After has the main thread call f when all threads have ended, to look at the state.
func (m *Machine[S]) After(f func(s S)) { m.after = f }

// Program is what is executed: the main thread makes the state, starts the threads in the order in which they were
// first named, and waits for them.
func (m *Machine[S]) Program() func(w *sim.World) {
	return func(w *sim.World) {
		s := m.setup(w)
		var threads []*thread.Thread
		for _, a := range m.threads {
			t := thread.New(w, thread.Name(a.name), thread.Target(a.name, func() {
				for _, action := range a.actions {
					action(s)
				}
			}))
			t.Start()
			threads = append(threads, t)
		}
		for _, t := range threads {
			t.Join()
		}
		if m.after != nil {
			m.after(s)
		}
	}
}

// machinePlaces is among how many choices the preemptions of a machine are. It does not depend on the actions that were
// drawn: otherwise each action that is left out in shrinking would move all preemptions.
const machinePlaces = 256

// Execute draws a schedule and runs the threads under it, as the function [Execute] does.
func (m *Machine[S]) Execute(rt *rapid.T, properties ...sim.Property) {
	rt.Helper()
	schedule := Schedules(machinePlaces).Draw(rt, "schedule")
	Execute(rt, schedule, sim.Program{Name: rt.Name(), Main: m.Program()}, properties...)
}
