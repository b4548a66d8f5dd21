package report

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"simrun/sim"
)

// scene is a trace with the indexes that reports ask for.
type scene struct {
	*sim.Trace
	names     []string         // of the threads, as the program's author would call them
	last      []int            // by thread: index of the last thing that the program did in it; -1 if nothing
	final     []int            // by thread: index of its last event
	over      []bool           // by thread: it ended, or its task did
	waits     [][]sim.Wait     // by thread, in order
	logs      map[int][]string // by event: lines of the log; looked up only
	raised    map[int][]sim.Raised
	chosen    map[int][]sim.Chosen // by event; those before the first are the first one's; looked up only
	onObject  map[int][]int        // by object: its events; looked up only
	first     []int                // by thread: index of its first event; -1 if it made none
	standsFor map[int]int          // by object that is a thread, as what is joined is: which; looked up only
	awaited   map[int]bool         // objects that somebody has waited for
	byName    map[string][]int     // threads by their own name, in order; looked up only
	cited     map[int]bool         // events that the cause speaks of: they are shown
	named     map[int]bool         // those of the steps that the cause or the reason names, likewise
	steps     map[int]int          // by event that stands for a call: the step of the call that the cause or the reason names
	lastLog   int                  // the event of the last line of the log; -1 if there is none
	grouped   []group              // see groups
	groupOf   map[int]int          // by thread that waits: its group; looked up only
}

// newActors is a scene in which each task that a thread ran for somebody else is a thread of its own.
func newActors(t *sim.Trace) *scene { return newScene(split(t)) }

// newScene reads a trace to be shown once; nil stands for an empty one.
func newScene(t *sim.Trace) *scene {
	if t == nil {
		t = &sim.Trace{}
	}
	return readTrace(plainTrace(joinCalls(tidy(t))))
}

// unfolded is newActors with each operation of a call by itself.
func unfolded(t *sim.Trace) *scene {
	if t == nil {
		t = &sim.Trace{}
	}
	return readTrace(plainTrace(tidy(split(t))))
}

// readTrace makes the indexes.
func readTrace(t *sim.Trace) *scene {
	s := &scene{
		Trace: t, last: make([]int, len(t.Threads)), over: make([]bool, len(t.Threads)),
		waits: make([][]sim.Wait, len(t.Threads)),
		logs:  map[int][]string{}, raised: map[int][]sim.Raised{}, chosen: map[int][]sim.Chosen{}, onObject: map[int][]int{},
		standsFor: map[int]int{}, awaited: map[int]bool{}, cited: map[int]bool{}, named: map[int]bool{}, steps: map[int]int{}, first: make([]int, len(t.Threads)), final: make([]int, len(t.Threads)), byName: map[string][]int{},
	}
	for i := range s.last {
		s.first[i], s.last[i], s.final[i] = -1, -1, -1
	}
	for i := range t.Waits {
		s.awaited[t.Waits[i].ObjectID] = true
	}
	for i, e := range t.Events {
		if s.first[e.Thread] < 0 {
			s.first[e.Thread] = i
		}
		if !s.bookkeeping(i) || s.last[e.Thread] < 0 {
			s.last[e.Thread] = i
		}
		s.final[e.Thread] = i
		if e.ObjectID >= 0 {
			s.onObject[e.ObjectID] = append(s.onObject[e.ObjectID], i)
		}
	}
	for _, o := range t.Objects {
		if o.Thread >= 0 {
			s.standsFor[o.ID] = o.Thread
		}
	}
	for i, th := range t.Threads {
		s.over[i] = th.Done
	}
	for i := range t.Waiting {
		if s.idle(&t.Waiting[i]) {
			s.over[t.Waiting[i].Thread] = true
		}
	}
	for _, v := range t.Waits {
		if v.Op != takesTask && v.Op != "Thread.started" && !t.Threads[v.Thread].Clock {
			s.waits[v.Thread] = append(s.waits[v.Thread], v)
		}
	}
	s.lastLog = -1
	for _, l := range t.Log {
		s.logs[l.Event] = append(s.logs[l.Event], l.Text)
		s.lastLog = max(s.lastLog, l.Event)
	}
	for _, c := range t.Chosen {
		s.chosen[max(c.Event, 0)] = append(s.chosen[max(c.Event, 0)], c)
	}
	for _, r := range t.Raised {
		s.raised[r.Event] = append(s.raised[r.Event], r)
	}
	s.names = threadNames(t)
	for i, th := range t.Threads {
		s.byName[th.Name] = append(s.byName[th.Name], i)
	}
	return s
}

// threadNames calls a thread by the task that it ran, if it ran one only, and otherwise by its own name. Several
// threads with the same name are numbered.
func threadNames(t *sim.Trace) []string {
	tasks := make([][]string, len(t.Threads))
	for _, e := range t.Events {
		if e.Label != "" && !slices.Contains(tasks[e.Thread], e.Label) {
			tasks[e.Thread] = append(tasks[e.Thread], e.Label)
		}
	}
	names := make([]string, len(t.Threads))
	count := map[string]int{}
	for i, th := range t.Threads {
		names[i] = th.Name
		if len(tasks[i]) == 1 {
			names[i] = tasks[i][0]
		} else if len(tasks[i]) == 0 && th.Label != "" {
			names[i] = th.Label
		}
		count[names[i]]++
	}
	number := map[string]int{}
	for i, name := range names {
		if count[name] > 1 {
			number[name]++
			names[i] = fmt.Sprintf("%s %d", name, number[name])
		}
	}
	return names
}

// state is what an event left its object in, with the threads called by their names here.
func (s *scene) state(text string, object, event int) string {
	rest, ok := strings.CutPrefix(text, heldBy)
	if !ok {
		return text
	}
	name, depth, deep := strings.Cut(rest, ", ")
	t := s.holderNamed(name, object, event)
	switch {
	case t < 0:
		return text
	case deep:
		return heldBy + s.names[t] + ", " + depth
	}
	return heldBy + s.names[t]
}

// heldBy begins the state of a lock that a thread has.
const heldBy = "held by "

// holderNamed is the thread of that name which holds an object at the time of an event: of several it is the one that
// acquired the object last.
func (s *scene) holderNamed(name string, object, event int) int {
	if len(s.byName[name]) > 1 {
		events := s.onObject[object]
		for k := sort.SearchInts(events, event+1) - 1; k >= 0; k-- {
			e := &s.Events[events[k]]
			if e.Effect == sim.Writes && method(e.Op) == "acquire" && slices.Contains(s.byName[name], e.Thread) {
				return e.Thread
			}
		}
	}
	return s.threadNamed(name, event)
}

// threadNamed is the thread of that name at the time of an event: its last task that had begun by then. It is -1 if
// there is none.
func (s *scene) threadNamed(name string, event int) int {
	found := -1
	for _, t := range s.byName[name] {
		if found < 0 || s.first[t] >= 0 && s.first[t] <= event {
			found = t
		}
	}
	return found
}

// killed are the threads that the end of the process ended: daemons.
func (s *scene) killed() []int {
	var out []int
	for t := 1; t < len(s.Threads) && s.End == sim.Completed; t++ {
		if !s.over[t] {
			out = append(out, t)
		}
	}
	return out
}

// waitAt is the wait that thread t is in while event i takes place.
func (s *scene) waitAt(t, i int) (sim.Wait, bool) {
	list := s.waits[t]
	k := sort.Search(len(list), func(k int) bool { return list[k].From >= i }) - 1 // the last that began before
	if k >= 0 && (list[k].Until < 0 || i <= list[k].Until) {
		return list[k], true
	}
	return sim.Wait{}, false
}

// source is "file:line", or empty.
func source(file string, line int) string {
	if file == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d", file, line)
}

// bookkeeping is what models do around the program's own lines: a reader knows that threads begin and end, that the
// worker of an executor looks for its next task, and that a condition looks whether its lock is held.
func (s *scene) bookkeeping(i int) bool {
	e := &s.Events[i]
	if e.Part != "" { // another event stands for the call
		return true
	}
	if e.Inside && (e.ObjectID < 0 || !s.awaited[e.ObjectID]) {
		return true
	}
	switch e.Op {
	case "spawn", "Thread.start", "Thread.started", "Thread.bootstrap", "Thread.exit",
		"threading._register_atexit", "threading.newname", "logging.basicConfig", "poll", "goroutine.start":
		return true
	case "Lock.acquire":
		return e.File == "" || e.Effect == sim.Reads && e.State == heldBy+s.Threads[e.Thread].Name
	case "Thread.join":
		return e.File == "" || e.Effect == sim.Reads // it went on: the column of the thread that was joined shows its end
	}
	return e.File == ""
}

// idle says whether a thread that waits at the end has nothing to do, and is not stuck: a worker without a task, for whose end
// nobody waits, or what stands for a timer.
func (s *scene) idle(v *sim.Waiting) bool {
	joined := func(w sim.Waiting) bool { return w.Kind == "Thread" && slices.Contains(w.For, v.Thread) }
	return v.Op == takesTask && !slices.ContainsFunc(s.Waiting, joined) || s.Threads[v.Thread].Clock
}

// thread is what a thread is called where the program comes from.
func (s *scene) thread() string {
	if s.Called != "" {
		return s.Called
	}
	return "thread"
}

// takesTask is the operation in which a worker waits for its next task.
const takesTask = "ThreadPoolExecutor.worker"
