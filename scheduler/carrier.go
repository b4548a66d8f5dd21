package scheduler

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"slices"
	"time"

	"simrun/scheduler/dpor"
	"simrun/scheduler/sharing"
	"simrun/sim"
)

// Carrier carries out tasks of a search that another process directs: that of [Options.Elsewhere]. One goroutine uses it at
// a time.
type Carrier struct {
	e *exploration
}

// NewCarrier makes one. The program and the options are those of the search; its limits do not matter. The error is that
// the options are wrong, or a *sim.StuckError.
func NewCarrier(p sim.Program, o Options) (*Carrier, error) {
	o.Workers, o.Checkpoint, o.Elsewhere = 1, "", nil
	e, err := newExploration(p, o)
	if err != nil {
		return nil, err
	}
	if err := e.identify(); err != nil {
		return nil, err
	}
	return &Carrier{e}, nil
}

// Identity says what is searched, and how. That of the other process must be the same; [Difference] names what is not.
func (c *Carrier) Identity() string { return c.e.identity }

// Carried is what has become of the tasks of a parcel.
type Carried struct {
	Executions int
	Took       time.Duration
	turn       string
	results    []taskResult
	left       []string
}

// Tasks is how many there are.
func (c *Carried) Tasks() int { return len(c.results) }

// Encode gives the results of some of the tasks, for [Turn.Take].
func (c *Carried) Encode(from, to int) ([]byte, error) {
	return encodeAny(&results{c.turn, c.Took * time.Duration(to-from) / time.Duration(len(c.results)), c.results[from:to], c.left})
}

// Fail gives, in place of the result of a task, why the search cannot go on.
func (c *Carried) Fail(task int, why string) ([]byte, error) {
	return encodeAny(&results{Turn: c.turn, Tasks: []taskResult{{Task: c.results[task].Task, Failed: why}}})
}

// ErrInterrupted says that ctx ended before the tasks were carried out.
var ErrInterrupted = errors.New("interrupted")

// CarryOut carries out the tasks that [Turn.Pack] has packed. The error says that this is none, or is ErrInterrupted. What is
// wrong with the program is among the results; after a step that was stuck, the carrier must not be used again, and stuck
// is true.
func (c *Carrier) CarryOut(ctx context.Context, data []byte) (carried *Carried, stuck bool, err error) {
	var p parcel
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&p); err != nil {
		return nil, false, fmt.Errorf("it is no task: %w", err)
	}
	if err := c.begin(p.Begun); err != nil {
		return nil, false, err
	}
	tasks, err := c.unpack(&p)
	if err != nil {
		return nil, false, fmt.Errorf("it is no task: %w", err)
	}
	e := c.e
	e.ctx, e.cancel = context.WithCancel(ctx)
	defer e.cancel()
	e.halted.Store(false)
	e.torn.Store(false)
	stop := context.AfterFunc(ctx, e.halt)
	defer stop()
	w := e.workers[0]
	executions, begin := w.executions.Load(), time.Now()
	failed := c.carryOut(tasks)
	if e.torn.Load() || ctx.Err() != nil {
		return nil, failed != nil, ErrInterrupted
	}
	carried = &Carried{turn: p.Turn, Executions: int(w.executions.Load() - executions), Took: time.Since(begin)}
	for _, word := range e.memory() {
		if !slices.Contains(e.begun, word) {
			carried.left = append(carried.left, word)
		}
	}
	for i, t := range tasks {
		r := taskResult{Task: p.Tasks[i].Task}
		if failed != nil {
			r.Failed = failed.Error()
			stuck = errors.As(failed, &r.Stuck)
		} else {
			r.Used, r.Over, r.Tally = t.used, t.over, t.tally.save()
		}
		if s, ok := t.search.(*dpor.DPOR); ok && failed == nil {
			r.Search = s.Advanced()
		}
		carried.results = append(carried.results, r)
	}
	return carried, stuck, nil
}

// begin makes the search one of the program with what executions had left behind in it, and forgets what parcels before
// this one have: what comes of a parcel depends on nothing else.
func (c *Carrier) begin(words []string) error {
	switch {
	case c.e.program.Memory == nil && len(words) == 0:
		return nil
	case c.e.program.Memory == nil:
		return errors.New("it is no task: of this program nothing is left behind")
	}
	p := c.e.program.Memory.Recall(words)
	if slices.Equal(words, c.e.begun) {
		return nil
	}
	e, err := c.e.anew(p, c.e.o)
	if err == nil {
		c.e = e
	}
	return err
}

// carryOut goes on with the tasks as far as they may. The error is of the program.
func (c *Carrier) carryOut(tasks []*task) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = sim.NewCrash(v)
		}
	}()
	w := c.e.workers[0]
	return c.e.o.Subject(c.e.program).Watched(w.runner, func() {
		for _, t := range tasks {
			w.carryOut(t)
		}
	})
}

// unpack makes the tasks of a parcel.
func (c *Carrier) unpack(p *parcel) ([]*task, error) {
	searches, err := p.Portion.Open()
	if err != nil {
		return nil, err
	}
	if len(searches) > 0 && len(searches) != len(p.Tasks) {
		return nil, errRound
	}
	c.e.o.First = p.First
	c.e.cut.Store(int64(len(p.Tasks)))
	var tasks []*task
	for i, saved := range p.Tasks {
		if saved.First < 0 || saved.Most < 1 || saved.Most > 1<<20 {
			return nil, errRound
		}
		t := &task{place: i, first: saved.First, quota: saved.Most, allowed: saved.Most, tally: newTally(nil)}
		if !t.tally.sample.Load(sharing.Saved{Zeros: p.Zeros}) {
			return nil, errRound
		}
		if len(searches) > 0 {
			t.search = searches[i]
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}
