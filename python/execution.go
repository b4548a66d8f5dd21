package python

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"simrun/properties"
	"simrun/python/cell"
	"simrun/python/worker"
	"simrun/sim"
)

// execution is one execution under way: the world and the process that it goes together with.
type execution struct {
	w        *sim.World
	s        *Script
	p        *worker.Process
	cells    map[uint64]*cell.Cell
	vars     map[uint64]*variable
	channels map[uint64]*cell.Channel
	parts    []cell.Part   // of the next operation on channels
	beyond   *sim.Object   // stands for all that lies outside of the process; nil as long as nothing was done with it
	ends     []*sim.Object // cells that say whether a thread has ended
	objects  map[uint64]*library
	calls    []*sim.LibraryCall // by thread: the one under way, or the last
	streams  [3]strings.Builder // by number: the beginning of a line
	missed   []sim.Failure
	outside  []*arrival      // what may come yet, or has and was not taken
	polls    bool            // a thread may lose the GIL when a with statement has taken its lock
	came     int             // threads that were what has come
	signaled bool            // a signal was taken
	clock    time.Duration   // after the last operation
	watch    map[string]bool // what a property looks at: names of variables and locks; looked up only
	state    *sim.Object     // stands for all of these together; nil if there are none
	did      sim.Op          // the last operation, if there are properties
	gone     bool            // the process has ended, or does something else than this side believes
}

// drawsAhead is for how many choices the process is given what decides them: most executions have fewer.
const drawsAhead = 512

// main is the main thread of the program. Its end is the end of the execution, however it comes: the process is then
// brought to where it can begin another one. If it is to be fresh it is a fork of its own.
func (s *Script) main(w *sim.World, fresh bool, rule GIL, names []string, shared []uint32) {
	if s.writes {
		s.alone.Lock()
		defer s.alone.Unlock()
	}
	p, err := s.acquire()
	if err != nil {
		sim.Misuse("%v", err)
	}
	x := &execution{w: w, p: p, s: s, polls: rule.polls(), cells: map[uint64]*cell.Cell{}, objects: map[uint64]*library{}, vars: map[uint64]*variable{}, channels: map[uint64]*cell.Channel{}}
	x.watchState(names)
	properties.LooksFor(w, unread)
	if s.races() {
		properties.DetectRaces(w)
	}
	s.take(w, p)
	s.hurry(w, "")
	defer func() {
		defer s.take(w, nil)
		if x.gone || p.Finish() != nil {
			s.discard(p)
			return
		}
		s.release(p)
	}()
	cfg := w.Config()
	q := worker.Request{
		Anytime: cfg.Clock == sim.Anytime, Once: fresh, Polls: x.polls, Mode: int(cfg.Switching), Seed: cfg.Seed, Cost: cfg.StepCost,
		Shared: shared,
	}
	if q.Plan, q.Leads = w.Lead(); !q.Leads {
		q.Plan, q.Draws = w.Plan(), w.Draws(drawsAhead)
	}
	x.check(p.Begin(q))
	x.live(0)
}

// check ends the execution if the process is gone, which may be what the program does under this schedule.
func (x *execution) check(err error) {
	var gone *worker.ErrGone
	switch {
	case err == nil:
	case errors.As(err, &gone):
		x.gone = true
		x.w.Fail("crash", "%s", gone.Error())
	default:
		x.broken("%v", err)
	}
}

// broken reports a mistake in this package or in the shim.
func (x *execution) broken(format string, args ...any) {
	x.gone = true
	sim.Misuse("python: "+format, args...)
}

// live stands for a Python thread until that has ended: it declares what the thread is about to do, and carries it out
// when its turn comes.
func (x *execution) live(thread int) {
	if thread != 0 {
		x.await(sim.Op{Name: "begin", Internal: true})
	}
	for {
		r := x.next(thread)
		switch r.Kind {
		case worker.New:
			x.newCell(r)
		case worker.Call, worker.Library, worker.Label, worker.Note, worker.Put, worker.Got, worker.Looked,
			worker.Variable, worker.Learned, worker.Unread, worker.Taken, worker.Channel, worker.Part, worker.Ready:
			x.learn(r)
		case worker.Asked:
			x.s.asks()
			x.w.Now() // it notes that somebody has asked
		case worker.Raise:
			x.raise(r)
		case worker.Refused:
			x.gone = true
			sim.Misuse("%s: %s", x.s.named(), r.Text)
		case worker.End:
			return
		case worker.Exit:
			x.exit(r)
			return
		case worker.Fork:
			x.fork(r)
			return
		case worker.Broke:
			x.breaks(r)
			return
		default:
			x.operate(r)
		}
	}
}

// next is what the thread does next. At the end of a batch the process waits to be told that the thread goes on.
func (x *execution) next(thread int) worker.Record {
	for {
		r, ok, err := x.p.Next()
		x.check(err)
		if ok && r.Thread != thread {
			x.broken("the process runs thread %d, and simrun thread %d", r.Thread, thread)
		}
		if ok {
			return r
		}
		x.check(x.p.Choose(thread, x.w.Stamp(), x.w.Settled()))
	}
}

// exit ends the process. Threads that are left, which are daemons, never run again. So it depends on which threads have
// ended: it reads the ends of all. One that has ended without a cell for that, as those of _thread do, may have ended
// with any operation, and the step depends on all of them.
func (x *execution) exit(r worker.Record) {
	op := sim.Op{Effect: sim.Reads}
	slices.SortFunc(x.ends, func(a, b *sim.Object) int { return cmp.Compare(a.Key(), b.Key()) }) // the same in each order
	if len(x.ends) > 0 {
		op.Object, op.Also = x.ends[0], slices.Clone(x.ends[1:])
	}
	x.watchDaemons(&op)
	x.do(r, op, "exit")
	x.flush()
	x.endDaemons()
	if len(x.missed) > 0 && !x.s.hangs && !x.s.hasty(x.w) {
		x.w.FailWith(allUnread(x.missed))
	}
	code := int(int64(r.Object))
	x.endsWith(code, r.Text)
	left := len(x.ends) < len(x.w.Threads())-1-x.came
	for _, t := range x.w.Threads() {
		left = left || t != x.w.Current() && !t.Done()
	}
	if left {
		x.w.Exit(code)
	}
	x.w.SetExitCode(code)
}
