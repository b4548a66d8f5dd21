package linearizability

import "simrun/sim"

// History is the calls of one object. S is the state of its sequential model.
type History[S any] struct {
	sim.Object
	initial S
	calls   []*call
	now     int64 // returns and calls so far
}

// call is one call in a history: who called what, when it began, and when it returned.
type call struct {
	thread, what string
	model        func(state any) (next, result any, possible bool)
	result       any
	began, ended moment // ended is zero if it did not return
}

// moment is a place in the history. It is numbered by itself, not by its step, because in the switching modes io and
// block one step may have several; it is later exactly if its step is.
type moment struct {
	number int64
	step   int
}

// New makes the history of an object that has the initial state of the model. It looks after itself: what is not
// linearizable is a failure when the execution has ended. An empty name becomes "History-1" and so on.
func New[S any](w *sim.World, name string, initial S) *History[S] {
	h := &History[S]{initial: initial}
	h.Init(w, "History", name, h)
	w.OnEnd(h.check)
	return h
}

// Call calls the object and enters that into the history. What it is comes first, in words of which the first names the
// method, as "put 3"; do carries it out; model says what it does to the state and what it returns when nobody else is at
// work, or that it is impossible in that state, where it would block. The model must not change the state, but return a
// new one. Results and states are compared by reflect.DeepEqual.
//
//	n := linearizability.Call(h, "next", ids.Next, func(last int) (int, int, bool) { return last + 1, last + 1, true })
func Call[S, R any](h *History[S], what string, do func() R, model func(state S) (next S, result R, possible bool)) R {
	w := h.World()
	if !w.Do(sim.Op{Name: "History.call", Object: &h.Object, Effect: sim.Reads}) {
		return do() // the thread is being killed
	}
	w.Notef("%s", what)
	t := w.Current()
	c := &call{thread: t.Label, what: what, began: h.moment(), model: func(state any) (any, any, bool) {
		s, _ := state.(S) // nil, if S is an interface
		next, result, possible := model(s)
		return next, result, possible
	}}
	if c.thread == "" {
		c.thread = t.Name()
	}
	h.calls = append(h.calls, c)
	result := do()
	if w.Do(sim.Op{Name: "History.return", Object: &h.Object}) {
		w.Notef("%s", what)
		c.result, c.ended = result, h.moment()
	}
	return result
}

// moment is the present one.
func (h *History[S]) moment() moment {
	h.now++
	return moment{h.now, h.World().Steps() - 1}
}
