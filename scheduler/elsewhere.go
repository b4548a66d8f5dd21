package scheduler

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// Elsewhere is where the tasks of a search are carried out, if not in this process. What comes of a task depends on nothing
// but the task, so it may be carried out anywhere, late, or more than once.
//
// The search goes on in turns: some tasks of a round, or all of them. Between two turns its state is small: what Save gets.
type Elsewhere interface {
	// Load gives what Save got last for this search, which is described by identity; nil if it begins here.
	Load(identity string) ([]byte, error)
	// Save keeps where the search stands before a turn. What comes of later turns is kept until the next time.
	Save(state []byte) error
	// CarryOut has a turn carried out. It gives every result to t.Take, in any order, and blocks until t has all of them, or
	// ctx ends. The error says that the search cannot go on; ErrNobody that nobody is there who would carry out what is
	// left: then that is done here.
	CarryOut(ctx context.Context, t *Turn) error
	// Slots is about how many tasks are carried out at the same time.
	Slots() int
	// Worth is how long a turn must take one worker to be worth sending. One that takes less is carried out here: what it
	// would cost to describe the tasks is more than they are.
	Worth() time.Duration
}

// ErrNobody says that nobody carries out tasks elsewhere.
var ErrNobody = errors.New("nobody is there to carry out tasks")

// Turn is what is to be carried out elsewhere before the search goes on.
type Turn struct {
	ID string // of the turn: the same in each process that carries the search on from the same state

	e     *exploration
	tasks []*task
	known *tally // what the searches has seen, up to the tasks that were taken
	ready []*taskResult
	next  int           // the first task that was not taken
	took  time.Duration // by those who carry tasks out
	spent time.Duration // here, to describe tasks and to take what came of them
}

// Tasks is how many tasks the turn has.
func (t *Turn) Tasks() int { return len(t.tasks) }

// Missing are the tasks whose results have not come, in their order.
func (t *Turn) Missing() []int {
	var list []int
	for i, r := range t.ready {
		if r == nil {
			list = append(list, i)
		}
	}
	return list
}

// Over says whether the search needs no more results of this turn.
func (t *Turn) Over() bool { return t.next >= t.within() || t.e.stopped() }

// within is the number of tasks that count: those up to the first with a finding, if that ends the search.
func (t *Turn) within() int {
	for i, task := range t.tasks {
		if int64(task.place) > t.e.cut.Load() {
			return i
		}
	}
	return len(t.tasks)
}

// searchElsewhere has the tasks carried out elsewhere, turn after turn.
func (e *exploration) searchElsewhere() error {
	var saved time.Time
	var saving time.Duration // what the last save took
	var aTask time.Duration  // what one took in the last turn
	var toSend time.Duration // what it takes here to have one carried out elsewhere
	for tasks := e.plan(); len(tasks) > 0; tasks = e.plan() {
		if time.Since(saved) > max(checkpointInterval, 20*saving) {
			begin := time.Now()
			if err := e.saveElsewhere(); err != nil {
				return err
			}
			saved = time.Now()
			saving = saved.Sub(begin)
		}
		var took time.Duration
		done, err := len(tasks), ErrNobody
		if !staysHere(tasks[0]) && e.worthSending(aTask, len(tasks), toSend) {
			took, toSend, err = e.sendTurn(tasks)
		}
		if errors.Is(err, ErrNobody) {
			took, done, err = e.turnHere(tasks)
			toSend -= toSend / 8 // it is tried again, some time
		}
		if err != nil && e.ctx.Err() == nil {
			return err
		}
		if e.stopped() {
			return nil // the last state stands
		}
		aTask = took / time.Duration(done)
	}
	return e.saveElsewhere()
}

// staysHere says whether a task cannot travel: what it does depends on what its search has seen.
func staysHere(t *task) bool {
	_, rare := t.search.(*sampling.RareStates)
	return rare
}

// worthSending says whether so many tasks, of which one takes so long, are more than it costs to send them. If it is worth it in any
// case, that is not asked.
func (e *exploration) worthSending(aTask time.Duration, tasks int, toSend time.Duration) bool {
	worth := e.o.Elsewhere.Worth()
	return worth == 0 || aTask*time.Duration(tasks) >= worth && aTask >= toSend
}

// sendTurn has a turn carried out elsewhere. It returns how long that took the workers, and what a task took here.
func (e *exploration) sendTurn(tasks []*task) (took, toSend time.Duration, err error) {
	t := &Turn{e: e, tasks: tasks, ready: make([]*taskResult, len(tasks))}
	t.known = &tally{outcomes: maps.Clone(e.tally.outcomes), findings: maps.Clone(e.tally.findings)}
	if err := t.identify(); err != nil {
		return 0, 0, err
	}
	err = e.o.Elsewhere.CarryOut(e.ctx, t)
	return t.took, t.spent / time.Duration(len(tasks)), err
}

// longestHere is how long a turn goes on in this process before it is looked again who is there.
const longestHere = time.Second

// turnHere carries out tasks of a turn in this process, all of them if that does not take long. It says how many.
func (e *exploration) turnHere(tasks []*task) (took time.Duration, done int, err error) {
	begin, w := time.Now(), e.workers[0]
	err = e.o.Subject(e.program).Watched(w.runner, func() {
		for done < len(tasks) && (done == 0 || time.Since(begin) < longestHere) {
			w.carryOut(tasks[done])
			done++
		}
	})
	return time.Since(begin), max(done, 1), err
}

func (e *exploration) saveElsewhere() error {
	data, err := e.encode()
	if err != nil {
		return err
	}
	return e.o.Elsewhere.Save(data)
}

// resumeElsewhere takes up the search if it was begun before.
func (e *exploration) resumeElsewhere() error {
	if why := e.inOnePiece("shared out"); why != "" {
		return errors.New(why)
	}
	if err := e.identify(); err != nil {
		return err
	}
	data, err := e.o.Elsewhere.Load(e.identity)
	if err != nil || data == nil {
		return err
	}
	body, err := checkpointBody(data)
	if err == nil {
		err = e.takeUp(body)
	}
	if err != nil && !errors.As(err, new(*sim.StuckError)) {
		return fmt.Errorf("what is kept of the search cannot be used: %w", err)
	}
	return err
}

// Take takes the results of some tasks of the turn. Those that came before, or are of another turn, change nothing. The
// error says that the data is no result, or that the search cannot go on.
func (t *Turn) Take(data []byte) error {
	defer t.spend(time.Now())
	results, err := decodeResults(data)
	if err != nil {
		return err
	}
	if results.Turn != t.ID {
		return nil
	}
	t.took += results.Took
	t.e.remember(results.Left)
	for i := range results.Tasks {
		r := &results.Tasks[i]
		if r.Task < 0 || r.Task >= len(t.tasks) {
			return ErrResult
		}
		if t.ready[r.Task] == nil {
			t.ready[r.Task] = r
			t.e.executed.Add(int64(r.Tally.Executions))
			t.e.truncated.Add(int64(r.Tally.Truncated))
			t.e.steps.Add(r.Tally.Steps)
		}
	}
	for t.next < t.within() && t.ready[t.next] != nil {
		if err := t.enter(t.tasks[t.next], t.ready[t.next]); err != nil {
			return err
		}
		t.ready[t.next] = taken
		t.next++
	}
	return nil
}

// spend notes what was done here since then.
func (t *Turn) spend(since time.Time) { t.spent += time.Since(since) }

// taken stands for a result that is with its task.
var taken = &taskResult{}

// enter adds a result to its task. All tasks before it are entered.
func (t *Turn) enter(task *task, r *taskResult) error {
	switch {
	case r.Stuck != nil:
		return r.Stuck
	case r.Failed != "":
		return errors.New(r.Failed)
	}
	if r.Used < 0 || r.Used > task.allowed-task.used {
		return ErrResult
	}
	part, err := t.load(r)
	if err != nil {
		return err
	}
	task.tally.merge(part, task.used)
	task.used, task.over = task.used+r.Used, r.Over
	if s, ok := task.search.(*dpor.DPOR); ok {
		if err := s.Advance(r.Search); err != nil {
			return err
		}
	}
	t.e.found.Store(int64(len(t.known.findings)))
	if t.e.o.First && len(task.tally.findings) > 0 {
		t.e.cutBehind(task)
	}
	return nil
}

// load makes a tally of what a task has seen. What is new is executed here once more; what an earlier task of the turn has
// shown is not.
func (t *Turn) load(r *taskResult) (*tally, error) {
	for key, saved := range r.Tally.Outcomes {
		saved.Known = t.known.outcomes[key] != nil
		r.Tally.Outcomes[key] = saved
	}
	for id := range r.Tally.Findings {
		if t.known.findings[id] != nil {
			delete(r.Tally.Findings, id)
		}
	}
	part := newTally(t.known)
	if err := part.load(r.Tally, r.Used, t.e.show); err != nil {
		return nil, err
	}
	for key, o := range part.outcomes {
		switch known := t.known.outcomes[key]; {
		case known == nil:
			t.known.outcomes[key] = o
		case t.e.tally.outcomes[key] == nil: // an earlier task of this round has it
			first, count := r.Tally.Outcomes[key], o.Count
			*o = *known
			o.Count, o.First, o.token.Length, o.schedule = count, first.First, first.Length, first.Schedule
		}
	}
	maps.Copy(t.known.findings, part.findings)
	return part, nil
}

// ErrResult is the error of what is no result of the turn.
var ErrResult = errors.New("it is no result of this turn")
