package report

import (
	"slices"
	"sort"

	"simrun/sim"
)

// mostTasks is the number of tasks up to which each gets a column of its own. A worker that runs more stays one thread.
const mostTasks = 6

// split makes a thread of each task that a worker ran, if it ran several: people think of producer and consumer, also
// where one worker runs both. It returns the trace itself if there is nothing to split.
func split(t *sim.Trace) *sim.Trace {
	if t == nil {
		return nil
	}
	p := splitter{from: t, tasks: tasksOf(t)}
	if !slices.ContainsFunc(p.tasks, func(list []string) bool { return len(list) > 1 }) {
		return t
	}
	p.number()
	p.events()
	p.rest()
	return &p.to
}

// tasksOf lists the labels of each thread in the order in which it had them; nil if it had too many.
func tasksOf(t *sim.Trace) [][]string {
	tasks := make([][]string, len(t.Threads))
	add := func(thread int, label string) {
		if list := tasks[thread]; label != "" && (len(list) == 0 || list[len(list)-1] != label) {
			tasks[thread] = append(list, label)
		}
	}
	for i := range t.Events {
		add(t.Events[i].Thread, t.Events[i].Label)
	}
	for i, th := range t.Threads {
		add(i, th.Label)
		if len(tasks[i]) > mostTasks {
			tasks[i] = nil
		}
	}
	return tasks
}

// splitter makes a trace in which each task of a thread is a thread of its own, with a new number.
type splitter struct {
	from  *sim.Trace
	to    sim.Trace
	tasks [][]string
	base  []int   // by thread: its number for its first task
	own   [][]int // by thread: its events
	task  []int   // by event: which of its thread's tasks it belongs to
}

// number gives each task a number, those of a thread one after the other.
func (p *splitter) number() {
	p.base, p.own = make([]int, len(p.tasks)), make([][]int, len(p.tasks))
	for i, th := range p.from.Threads {
		p.base[i] = len(p.to.Threads)
		for k := range max(1, len(p.tasks[i])) {
			v := th
			if k < len(p.tasks[i]) {
				v.Label = p.tasks[i][k]
			}
			v.Done = th.Done || k+1 < len(p.tasks[i])
			p.to.Threads = append(p.to.Threads, v)
		}
	}
}

// events renumbers the threads of the events.
func (p *splitter) events() {
	p.to.End = p.from.End
	p.to.Events = slices.Clone(p.from.Events)
	p.task = make([]int, len(p.from.Events))
	at := make([]int, len(p.tasks)) // by thread: its task at this point
	for i := range p.to.Events {
		e := &p.to.Events[i]
		t := e.Thread
		if list := p.tasks[t]; e.Label != "" && len(list) > 0 && list[at[t]] != e.Label {
			at[t]++
			p.to.Threads[p.base[t]+at[t]].Born = i
		}
		p.task[i] = at[t]
		p.own[t] = append(p.own[t], i)
		e.Thread = p.base[t] + at[t]
		ready := make([]int, len(e.Ready))
		for k, r := range e.Ready {
			ready[k] = p.base[r] + at[r]
		}
		e.Ready = ready
	}
}

// rest renumbers everything else.
func (p *splitter) rest() {
	last := func(t int) int { return p.base[t] + max(1, len(p.tasks[t])) - 1 }
	for _, v := range p.from.Waits {
		own := p.own[v.Thread]
		if k := sort.SearchInts(own, v.From+1); k < len(own) {
			v.Thread = p.base[v.Thread] + p.task[own[k]]
		} else {
			v.Thread = last(v.Thread)
		}
		p.to.Waits = append(p.to.Waits, v)
	}
	for _, v := range p.from.Waiting {
		v.Thread, v.For = last(v.Thread), slices.Clone(v.For)
		for k, t := range v.For {
			v.For[k] = last(t)
		}
		p.to.Waiting = append(p.to.Waiting, v)
	}
	of := func(thread, event int) int {
		if event >= 0 && p.from.Events[event].Thread == thread {
			return p.to.Events[event].Thread
		}
		return last(thread)
	}
	for _, l := range p.from.Log {
		if l.Thread >= 0 {
			l.Thread = of(l.Thread, l.Event)
		}
		p.to.Log = append(p.to.Log, l)
	}
	for _, r := range p.from.Raised {
		r.Thread = of(r.Thread, r.Event)
		p.to.Raised = append(p.to.Raised, r)
	}
	for _, c := range p.from.Chosen {
		c.Thread = of(c.Thread, c.Event)
		p.to.Chosen = append(p.to.Chosen, c)
	}
	p.to.Objects, p.to.Files = slices.Clone(p.from.Objects), p.from.Files
	for i := range p.to.Objects {
		if o := &p.to.Objects[i]; o.Thread >= 0 {
			o.Thread = last(o.Thread)
		}
	}
}
