package stored

import "simrun/sim"

// namer notes, in words, the turns of an execution that another scheduler decides.
type namer struct {
	visits
	inner    sim.Scheduler
	turns    []Turn
	given    []NamedValue
	thread   *sim.Thread // whose turn it is
	switched bool        // it could have gone on at the last choice
	inStep   int         // values given in the step under way
}

func newNamer(inner sim.Scheduler) *namer { return &namer{visits: newVisits(), inner: inner} }

// Choose asks the other scheduler.
func (n *namer) Choose(p *sim.Point) int {
	i := n.inner.Choose(p)
	if i < 0 || i >= p.Len() {
		return i
	}
	if !p.IsValue() {
		n.switched = p.Current() != nil && i > 0
		return i
	}
	t := p.World().Current()
	n.inStep++
	if i > 0 {
		n.grow(t.Index())
		n.given = append(n.given, NamedValue{
			Thread: n.threadName(t).Name, Occurrence: n.values[t.Index()] + n.inStep, Of: p.Len(), Value: i,
		})
	}
	return i
}

// Committed ends the turn of the thread before, if this is another one.
func (n *namer) Committed(step *sim.Step) {
	t := step.Thread
	if n.thread != t {
		if n.thread != nil {
			n.endTurn()
		}
		n.grow(t.Index())
		n.turns = append(n.turns, Turn{Thread: n.threadName(t).Name, Task: n.tasks[t.Index()]})
		n.thread = t
	}
	n.switched, n.inStep = false, 0
	n.committed(step)
	if o, ok := n.inner.(sim.Observer); ok {
		o.Committed(step)
	}
}

// endTurn says where the thread of the turn stands.
func (n *namer) endTurn() {
	turn := &n.turns[len(n.turns)-1]
	if task := n.tasks[n.thread.Index()]; task != "" {
		turn.Task = task
	}
	if n.thread.Done() {
		turn.Until = Ended
		return
	}
	d, occurrence := n.next(n.thread.Index())
	turn.Operation, turn.Kind, turn.Object, turn.Occurrence = d.operation, d.object.Kind, d.object.Name, occurrence
	turn.Until = Blocked
	if n.switched {
		turn.Until = Switched
	}
}

// finish ends the last turn.
func (n *namer) finish(x *sim.Execution) {
	if n.thread == nil {
		return
	}
	n.endTurn()
	if last := &n.turns[len(n.turns)-1]; x.End != sim.Deadlock && last.Until != Ended {
		*last = Turn{Thread: last.Thread, Task: last.Task, Until: Over}
	}
}
