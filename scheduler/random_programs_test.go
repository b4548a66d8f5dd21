package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/scheduler/dpor"
	"simrun/scheduler/strategy"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// A smallProgram is a list of operations for each thread. Thread 0 is the main thread; the others are started before
// it goes on, or by a "start" of its own.
type smallProgram [][]action

// action is one operation on one of the few objects of a small program.
type action struct {
	op string
	on int
}

func (p smallProgram) String() string {
	var b strings.Builder
	for i, thread := range p {
		fmt.Fprintf(&b, "T%d:", i)
		for _, a := range thread {
			fmt.Fprintf(&b, " %s(%d)", a.op, a.on)
		}
		b.WriteString("  ")
	}
	return b.String()
}

// chooses says whether the program chooses values. Then a sequence of a wakeup tree may leave the values of its last
// step open where another one names them, and in rare cases both are explored.
func (p smallProgram) chooses() bool {
	for _, thread := range p {
		for _, a := range thread {
			if a.op == "choose" {
				return true
			}
		}
	}
	return false
}

// actions are the operations that are drawn. Each is on one of two objects of its kind.
var actions = []string{
	"acquire", "release", "try", "acquire-timeout", "load", "store", "cas", "add", "set", "clear", "is-set", "wait",
	"wait-timeout", "put", "get", "try-put", "try-get", "get-timeout", "down", "up", "try-down", "down-timeout", "sleep",
	"choose", "join",
}

// objects are what the threads of a small program share.
type objects struct {
	w       *sim.World
	locks   [2]*lock.Lock
	vars    [2]*shared.Var[int]
	events  [2]*event.Event
	queues  [2]*queue.Queue
	sems    [2]*semaphore.Semaphore
	threads []*thread.Thread
}

// run carries out one action. Values that it reads change what later stores write, so that they can be told apart.
func (o *objects) run(a action, state *int) {
	i := a.on
	result := 0
	flag := func(b bool) {
		if b {
			result = 1
		}
	}
	switch a.op {
	case "acquire":
		o.locks[i].Acquire()
	case "release":
		if o.locks[i].Locked() {
			o.locks[i].Release()
		}
	case "try":
		flag(o.locks[i].Acquire(lock.Blocking(false)))
	case "acquire-timeout":
		flag(o.locks[i].Acquire(lock.Timeout(time.Second)))
	case "load":
		result = o.vars[i].Load()
	case "store":
		o.vars[i].Store(*state + 1)
	case "cas":
		flag(o.vars[i].CompareAndSwap(0, *state+1))
	case "add":
		result = o.vars[i].FetchAdd(1)
	case "set":
		o.events[i].Set()
	case "clear":
		o.events[i].Clear()
	case "is-set":
		flag(o.events[i].IsSet())
	case "wait":
		o.events[i].Wait()
	case "wait-timeout":
		flag(o.events[i].Wait(time.Second))
	case "put":
		o.queues[i].Put(*state + 1)
	case "try-put":
		flag(o.queues[i].PutNowait(*state+1) == nil)
	case "get", "try-get", "get-timeout":
		var args []queue.Arg
		if a.op == "try-get" {
			args = append(args, queue.Block(false))
		} else if a.op == "get-timeout" {
			args = append(args, queue.Timeout(time.Second))
		}
		item, err := o.queues[i].Get(args...)
		result = 99
		if err == nil {
			result = item.(int)
		}
	case "down":
		o.sems[i].Acquire()
	case "up":
		o.sems[i].Release()
	case "try-down":
		flag(o.sems[i].Acquire(semaphore.Blocking(false)))
	case "down-timeout":
		flag(o.sems[i].Acquire(semaphore.Timeout(time.Second)))
	case "sleep":
		o.w.Sleep(time.Second)
	case "choose":
		result = o.w.Choose(2)
	case "choose-three": // only programs that branch have it
		result = o.w.Choose(3)
	case "join":
		if i < len(o.threads) && o.threads[i] != nil {
			o.threads[i].Join()
		}
	}
	*state = (*state*7 + result*3 + 1) % 1000
}

func newObjects(w *sim.World) *objects {
	o := &objects{w: w}
	for i := range 2 {
		o.locks[i] = lock.New(w, fmt.Sprintf("lock%d", i))
		o.vars[i] = shared.New(w, fmt.Sprintf("var%d", i), 0)
		o.events[i] = event.New(w, fmt.Sprintf("event%d", i))
		o.sems[i] = semaphore.New(w, fmt.Sprintf("semaphore%d", i), i)
		o.queues[i] = queue.New(w, fmt.Sprintf("queue%d", i), 1)
	}
	return o
}

// program builds the program: with Python's threads if daemons is not negative (the threads below it are daemons), and
// with bare ones that all exist from the start otherwise.
func (p smallProgram) program(daemons int) sim.Program {
	return sim.Program{Name: "small", Main: func(w *sim.World) {
		o := newObjects(w)
		states := make([]int, len(p))
		body := func(i int) func() {
			return func() {
				for k := 0; k < len(p[i]); k++ {
					if p[i][k].op == "if" {
						k += states[i] % 2 // what was read says that the next one is left out
					} else {
						o.run(p[i][k], &states[i])
					}
				}
			}
		}
		w.OnEnd(func() { w.Observe("states", fmt.Sprint(states)) })
		if daemons < 0 {
			var bodies []func()
			for i := range p {
				bodies = append(bodies, body(i))
			}
			w.SpawnAll("t", bodies...)
			return
		}
		for i := 1; i < len(p); i++ {
			o.threads = append(o.threads, thread.New(w, thread.Target("t", body(i)), thread.Daemon(i <= daemons)))
		}
		for _, t := range o.threads {
			t.Start()
		}
		body(0)()
	}}
}

// drawProgram draws a program of at most so many operations.
func drawProgram(t *rapid.T, most int) smallProgram {
	n := rapid.IntRange(2, 4).Draw(t, "threads")
	p := make(smallProgram, n)
	for i := range p {
		for range rapid.IntRange(1, 5).Draw(t, "length") {
			if most--; most < 0 {
				break
			}
			p[i] = append(p[i], action{
				rapid.SampledFrom(actions).Draw(t, "op"), rapid.IntRange(0, 1).Draw(t, "on"),
			})
		}
	}
	return p
}

// visited is what a search saw.
type visited struct {
	traces    map[uint64]string // fingerprint and outcome
	runs      int
	redundant int
	complete  bool
}

// visit runs a strategy to its end, or up to a number of executions.
func visit(p sim.Program, cfg sim.Config, s strategy.Strategy, limit int) visited {
	r := sim.NewRunner()
	defer r.Close()
	v := visited{traces: map[uint64]string{}}
	cfg.Fingerprint = true
	for i := 0; i < limit; i++ {
		if !s.Begin(i) {
			v.complete = s.(strategy.Sequential).Exhausted()
			return v
		}
		x := r.Run(p, cfg, s)
		s.End(x)
		if d, ok := s.(strategy.Discarder); ok && d.Discard() {
			if d, ok := s.(interface{ Blocked() int }); ok {
				v.redundant = d.Blocked()
			}
			continue
		}
		v.runs++
		outcome := fmt.Sprint(x.End, x.Observed)
		for _, t := range x.Unfinished() {
			outcome += fmt.Sprint(" ", t.Index(), t.Pending().Name, t.Ready())
		}
		if old, ok := v.traces[x.Fingerprint]; ok && old != outcome {
			panic(fmt.Sprintf("one trace, two outcomes: %s and %s", old, outcome))
		}
		v.traces[x.Fingerprint] = outcome
	}
	return v
}

// compareWithDFS checks that DPOR visits exactly the traces of the plain depth-first search, each once.
func compareWithDFS(t *rapid.T, p sim.Program, cfg sim.Config, exact bool) bool {
	limit := 3000
	if slow {
		limit = 100000
	}
	plain := visit(p, cfg, systematic.NewDFS(), limit)
	if !plain.complete {
		return false
	}
	dpor := visit(p, cfg, dpor.New(), 2*limit)
	if !dpor.complete {
		t.Fatalf("DPOR did not come to an end")
	}
	var missed []string
	for h, outcome := range plain.traces {
		if _, ok := dpor.traces[h]; !ok {
			missed = append(missed, outcome)
		}
	}
	if len(missed) > 0 {
		slices.Sort(missed)
		t.Fatalf("DPOR missed traces: %s (%d of %d traces)", missed[0], len(dpor.traces), len(plain.traces))
	}
	if len(dpor.traces) != len(plain.traces) {
		t.Fatalf("DPOR visited %d traces, there are %d", len(dpor.traces), len(plain.traces))
	}
	if exact && (dpor.runs != len(dpor.traces) || dpor.redundant != 0) {
		t.Fatalf("DPOR needed %d executions and %d redundant ones for %d traces", dpor.runs, dpor.redundant, len(dpor.traces))
	}
	return true
}

// TestRandomPrograms draws small programs and compares DPOR with the plain search.
func TestRandomPrograms(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 9)
		t.Logf("%v", p)
		cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
		if compareWithDFS(t, p.program(-1), cfg, !p.chooses()) {
			compared++
		}
	})
	t.Logf("compared %d programs", compared)
}

// TestRandomPythonPrograms does so with Python's threads: start, join, daemons, the exit of the interpreter.
func TestRandomPythonPrograms(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 5)
		daemons := rapid.IntRange(0, len(p)-1).Draw(t, "daemons")
		t.Logf("%v daemons %d", p, daemons)
		cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime}
		if compareWithDFS(t, p.program(daemons), cfg, !p.chooses()) {
			compared++
		}
	})
	t.Logf("compared %d programs", compared)
}

// TestRandomProgramsInOtherModes: a step is several operations there. Then what a step would touch if it came earlier
// is not always known, so an execution may turn out to be redundant; but no trace may be missed.
func TestRandomProgramsInOtherModes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t, 8)
		mode := rapid.SampledFrom([]sim.Switching{sim.Block, sim.IO, sim.Call}).Draw(t, "mode")
		t.Logf("%v %v", p, mode)
		compareWithDFS(t, p.program(-1), sim.Config{Switching: mode, Clock: sim.Anytime}, false)
	})
}
