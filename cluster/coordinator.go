package cluster

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"simrun/scheduler"
)

// Coordinator directs a search. It is what [scheduler.Options] calls Elsewhere.
type Coordinator struct {
	c       *Cluster
	ctx     context.Context // of the search
	search  Search
	program string
	run     string // of this coordinator: what it sends twice is recognised, and not what another one sends
	owner   *owner
	crowd   *crowd

	incoming  chan jetstream.Msg
	consuming jetstream.ConsumeContext
	kept      map[string][]kept // results from before it began, by turn
	last      uint64            // sequence number of the last result that came
	sizes     sizes
	resent    int
	stopped   atomic.Bool
}

// kept is a result that waits for its turn.
type kept struct {
	data []byte
	seq  uint64
}

// Direct begins to direct a search, or goes on with the one of that name. It waits if a coordinator of it may be gone
// without a word. The context is that of the search; end is called if somebody asks to stop it.
func (c *Cluster) Direct(ctx context.Context, s Search, end func()) (*Coordinator, error) {
	if err := CheckName(s.Name); err != nil {
		return nil, err
	}
	if len(s.Files) > 0 {
		s.FilesDigest = filesDigest(s.Files)
	}
	o, err := c.own(ctx, s.Name)
	if err != nil {
		return nil, err
	}
	d := &Coordinator{
		c: c, ctx: ctx, search: s, program: programOf(s.Text), run: rand.Text(), owner: o, incoming: make(chan jetstream.Msg, 64), kept: map[string][]kept{},
	}
	err = c.retry(ctx, func() (err error) {
		if d.crowd, err = c.watchCrowd(ctx, d.program); err == nil {
			err = d.watchStop(end)
		}
		return err
	})
	if err != nil {
		o.release(ctx)
		return nil, err
	}
	return d, nil
}

// watchStop calls end when somebody asks to stop the search.
func (d *Coordinator) watchStop(end func()) error {
	w, err := d.c.searches.Watch(d.ctx, d.search.Name, jetstream.UpdatesOnly())
	if err != nil {
		return err
	}
	go func() {
		for range w.Updates() {
			if s, err := d.c.get(d.ctx, d.search.Name); err == nil && s.Status == Stopping {
				d.stopped.Store(true)
				end()
				return
			}
		}
	}()
	return nil
}

// Stopped says whether somebody asked to stop the search.
func (d *Coordinator) Stopped() bool { return d.stopped.Load() }

// slots is how many tasks the workers carry out at the same time; 0 if there is none for this search.
func (d *Coordinator) slots() int { return d.crowd.slotsFor(d.search.Name, d.search.Identity) }

// Slots is the same, as if there were always one.
func (d *Coordinator) Slots() int { return max(d.slots(), 1) }

// Worth is how long a turn must take one worker to be worth sending. As long as no worker is there none is; if workers are waited
// for each is.
func (d *Coordinator) Worth() time.Duration {
	switch {
	case d.c.waits:
		return 0
	case d.slots() == 0:
		return math.MaxInt64
	}
	return leastWork
}

// Workers are those that can take part.
func (d *Coordinator) Workers() []WorkerState { return d.crowd.states() }

// Load makes the search known, and gives the state in which it was left; nil if it begins.
func (d *Coordinator) Load(identity string) (state []byte, err error) {
	err = d.c.retry(d.ctx, func() error {
		state, err = d.load(identity)
		return err
	})
	return state, err
}

func (d *Coordinator) load(identity string) ([]byte, error) {
	state, err := d.left(identity)
	if err != nil {
		return nil, err
	}
	d.search.Identity, d.search.Status = identity, Running
	if d.search.Began.IsZero() {
		d.search.Began = time.Now().UTC()
	}
	if _, err := d.c.consumer(d.ctx, d.program); err != nil {
		return nil, err
	}
	// What a coordinator before this one has sent and nobody has begun is sent again, in parcels of today's size.
	if err := d.c.tasks.Purge(d.ctx, jetstream.WithPurgeSubject(taskSubject("*", d.search.Name))); err != nil {
		return nil, err
	}
	if err := d.c.announce(d.ctx, d.search); err != nil {
		return nil, err
	}
	return state, d.listen()
}

// left is the state in which the search was left; nil if it begins. What is kept of one that has ended is removed.
func (d *Coordinator) left(identity string) ([]byte, error) {
	before, err := d.c.get(d.ctx, d.search.Name)
	if err != nil && !errors.Is(err, ErrNoSearch) {
		return nil, err
	}
	if err != nil || before.Status == Ended {
		return nil, d.c.clear(d.ctx, d.search.Name)
	}
	if before.Identity != identity {
		return nil, fmt.Errorf("the search %s in the cluster is another one: %s; give this one another --name, or remove that one with cluster stop %s --forget",
			d.search.Name, scheduler.Difference(before.Identity, identity), d.search.Name)
	}
	d.search.Began = before.Began
	state, err := d.c.states.GetBytes(d.ctx, d.search.Name)
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		return nil, nil
	}
	return state, err
}

// listen has the results come, those that are there already first: these are kept.
func (d *Coordinator) listen() error {
	if d.consuming != nil {
		d.consuming.Stop()
	}
	consumer, err := d.c.results.OrderedConsumer(d.ctx, jetstream.OrderedConsumerConfig{
		FilterSubjects: []string{allResults(d.search.Name)}, DeliverPolicy: jetstream.DeliverAllPolicy,
	})
	if err != nil {
		return err
	}
	there := consumer.CachedInfo().NumPending
	d.consuming, err = consumer.Consume(func(m jetstream.Msg) {
		select {
		case d.incoming <- m:
		case <-d.ctx.Done():
		}
	}, jetstream.ConsumeErrHandler(func(jetstream.ConsumeContext, error) {})) // it begins anew by itself
	for ; err == nil && there > 0; there-- {
		select {
		case m := <-d.incoming:
			if r, seq := d.open(m); r != nil {
				d.kept[r.Turn] = append(d.kept[r.Turn], kept{r.Body, seq})
			}
		case <-time.After(10 * time.Second):
			there = 1 // they come later, or are done again
		case <-d.ctx.Done():
			return d.ctx.Err()
		}
	}
	return err
}

// open reads a result. One that is none is removed, and named in the log.
func (d *Coordinator) open(m jetstream.Msg) (*message, uint64) {
	meta, err := m.Metadata()
	if err != nil {
		return nil, 0 // nothing of JetStream
	}
	d.last = max(d.last, meta.Sequence.Stream)
	r, err := decode(aResult, m.Data())
	if err == nil && (r.Search != d.search.Name || r.Identity != digest(d.search.Identity)) {
		err = errors.New("it is of another search")
	}
	if err != nil {
		d.refuse(m, meta.Sequence.Stream, err)
		return nil, 0
	}
	return r, meta.Sequence.Stream
}

func (d *Coordinator) refuse(m jetstream.Msg, seq uint64, err error) {
	d.c.log(oneLine(fmt.Sprintf("a result in %s is refused: %v", m.Subject(), err)))
	_ = d.c.results.DeleteMsg(d.ctx, seq) // otherwise it is refused again by the next coordinator
}

// Save keeps the state, and removes the results that are in it.
func (d *Coordinator) Save(state []byte) error {
	err := d.persist(func() error {
		_, err := d.c.states.PutBytes(d.ctx, d.search.Name, state)
		return err
	})
	if err == nil && d.last > 0 {
		err = d.persist(func() error {
			return d.c.results.Purge(d.ctx, jetstream.WithPurgeSubject(allResults(d.search.Name)), jetstream.WithPurgeSequence(d.last+1))
		})
	}
	return err
}

// persist keeps something, as soon as the server is there.
func (d *Coordinator) persist(do func() error) error {
	err := d.c.retry(d.ctx, do)
	if err != nil && d.ctx.Err() == nil {
		return fmt.Errorf("the cluster does not keep where the search stands: %w", err)
	}
	return err
}

// Report notes how far the search is, for who asks.
func (d *Coordinator) Report(executions, findings int) {
	now := *d.owner.now.Load()
	now.Executions, now.Findings = executions, findings
	d.owner.now.Store(&now)
}

// Close ends the part of this process. Ended says that the search is over, and nothing needs to be kept for going on.
func (d *Coordinator) Close(ended bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if d.consuming != nil {
		d.consuming.Stop()
	}
	now := d.owner.now.Load()
	d.search.Executions, d.search.Findings, d.search.Status = now.Executions, now.Findings, Interrupted
	if ended {
		d.search.Status = Ended
	}
	err := d.c.retry(ctx, func() error {
		ctx, cancel := context.WithTimeout(ctx, answers)
		defer cancel()
		if ended {
			return d.c.clear(ctx, d.search.Name)
		}
		return d.c.tasks.Purge(ctx, jetstream.WithPurgeSubject(taskSubject(d.program, d.search.Name)))
	})
	if err == nil && d.search.Identity != "" { // it was made known
		err = d.c.retry(ctx, func() error {
			ctx, cancel := context.WithTimeout(ctx, answers)
			defer cancel()
			return d.c.put(ctx, d.search)
		})
	}
	d.owner.release(ctx)
	d.crowd.close()
	return err
}
