package executor

import (
	"fmt"
	"math"
	"strings"

	"simrun/models/thread"
	"simrun/sim"
)

// Executor is Python's ThreadPoolExecutor.
type Executor struct {
	sim.Object
	max         int
	prefix      string
	initializer func()
	cpus        int

	tasks   []*Future // all that were submitted; those from head on wait for a worker
	head    int
	idle    int              // permits of idle workers; not kept up when the pool is complete
	workers []*thread.Thread // that were started or are about to be
	begun   int              // workers that have come to the pool
	closing bool             // None is in the work queue: workers that find no task end
	shut    bool             // no more tasks
	broken  *sim.Exception
	dropped bool        // the program has no reference any more
	locked  *sim.Thread // who holds the shutdown lock where others can see it
	begin   func()      // work of this pool, made once
	joined  bool        // the main thread has waited for all workers
	process *process
	also    [1]*sim.Object // the process, for operations on both
}

// None is max_workers=None: as many workers as the interpreter chooses.
const None = math.MinInt

// Option is an optional argument of [New].
type Option func(*Executor)

// Prefix is the argument thread_name_prefix: the workers are called prefix_0, prefix_1 and so on.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.ThreadPoolExecutor
func Prefix(prefix string) Option { return func(p *Executor) { p.prefix = prefix } }

// Initializer is the argument initializer: each worker calls it before its first task. If it panics the pool is broken:
// tasks that wait and tasks submitted later fail.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.ThreadPoolExecutor
func Initializer(f func()) Option { return func(p *Executor) { p.initializer = f } }

// CPUs is how many processors the simulated machine has, for max_workers [None]; 4 if the option is not given. Up to
// 3.12 Python asks os.cpu_count, from 3.13 on os.process_cpu_count.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.ThreadPoolExecutor
func CPUs(n int) Option { return func(p *Executor) { p.cpus = n } }

// New makes a pool of at most maxWorkers threads; none is started yet. With [None] that is min(32, CPUs + 4). It never
// blocks. It panics with ValueError "max_workers must be greater than 0", and with RuntimeError "can't register atexit
// after shutdown" if the first pool is made when the interpreter exits.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.ThreadPoolExecutor
func New(w *sim.World, maxWorkers int, opts ...Option) *Executor {
	p := sim.Renew(w, func(p *Executor) Executor {
		return Executor{tasks: p.tasks[:0], workers: p.workers[:0], begin: p.begin}
	})
	p.max, p.cpus, p.process = maxWorkers, 4, processOf(w)
	for _, opt := range opts {
		opt(p)
	}
	if maxWorkers == None {
		p.max = min(32, p.cpus+4)
	} else if maxWorkers <= 0 {
		panic(sim.ValueError("max_workers must be greater than 0"))
	}
	if len(w.Threads()) > 1 { // the step under way has to be known to depend on who else makes a pool, and on the exit
		w.Touch(&p.process.Object, true)
	}
	if p.prefix == "" {
		p.prefix = w.Numbered("ThreadPoolExecutor-", p.process.unnamed)
		p.process.unnamed++
	}
	p.also[0] = &p.process.Object
	p.process.pools = append(p.process.pools, p)
	p.Object.Init(w, "ThreadPoolExecutor", p.prefix, p)
	return p
}

// MaxWorkers is how many workers the pool has at most. It is not an operation.
func (p *Executor) MaxWorkers() int { return p.max }

// Workers are the workers that were started, in that order. It is for properties: it is not an operation.
func (p *Executor) Workers() []*thread.Thread { return p.workers }

// Futures are those of all tasks that were submitted, in that order. It is for properties: it is not an operation.
func (p *Executor) Futures() []*Future { return p.tasks }

// State is the number of workers, how many of them are idle, and the tasks that wait for one.
func (p *Executor) State() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d/%d workers", len(p.workers), p.max)
	if p.idle > 0 {
		fmt.Fprintf(&b, ", %d idle", p.idle)
	}
	for i, f := range p.tasks[p.head:] {
		if i == 0 {
			b.WriteString(", waiting:")
		}
		b.WriteString(" " + f.Name())
	}
	switch {
	case p.broken != nil:
		b.WriteString(", broken")
	case p.shut:
		b.WriteString(", shut down")
	}
	return b.String()
}

// WaitsFor is the holder of the shutdown lock, for those that need it.
func (p *Executor) WaitsFor(t *sim.Thread) []*sim.Thread {
	if _, ok := t.Pending().Guard.(*lockGuard); ok && p.locked != nil {
		return []*sim.Thread{p.locked}
	}
	return nil
}

// unfinished are the workers that have not ended.
func (p *Executor) unfinished() []*sim.Thread {
	var left []*sim.Thread
	for _, worker := range p.workers {
		if t := worker.Sim(); t != nil && !t.Done() {
			left = append(left, t)
		}
	}
	return left
}

// lockGuard is the guard of the operations that take the shutdown lock. Others can see that it is held only while
// futures are cancelled or failed one by one.
type lockGuard Executor

func (g *lockGuard) Effect(*sim.Thread) sim.Effect {
	if g.locked != nil {
		return sim.Blocks
	}
	return sim.Writes
}
