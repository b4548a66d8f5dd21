package cluster

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"simrun/scheduler/frontier"
)

// Parcel is some tasks of a turn that a worker has leased.
type Parcel struct {
	message // of the tasks

	results  []*message // what came of them
	giveBack bool       // it was not carried out, and is for another worker
	later    time.Duration

	msg  jetstream.Msg
	sent uint64 // its number in the queue
	stop func() // ends the renewal of the lease
}

// answer adds a result of some of the tasks.
func (p *Parcel) answer(tasks []int, body []byte, took time.Duration) {
	p.results = append(p.results, &message{Search: p.Search, Turn: p.Turn, Identity: p.Identity, Tasks: tasks, Body: body, Took: took})
}

// leases is where one slot of a worker takes its parcels.
type leases struct {
	c       *Cluster
	ctx     context.Context // of the worker
	program string
	from    jetstream.Consumer
}

var _ frontier.Frontier[*Parcel] = (*leases)(nil)

// Take leases a parcel. It blocks until there is one, and returns false when the worker is to end.
func (l *leases) Take() (*Parcel, bool) {
	for l.ctx.Err() == nil {
		m, err := l.fetch()
		if err != nil && !errors.Is(err, context.Canceled) {
			l.await(err)
		}
		if m == nil {
			continue
		}
		t, err := decode(aTask, m.Data())
		if err != nil {
			l.c.log(oneLine(fmt.Sprintf("a task in %s is refused: %v", m.Subject(), err)))
			_ = m.Term() // otherwise it comes again
			continue
		}
		if m.Subject() != taskSubject(l.program, t.Search) {
			l.c.log(oneLine(fmt.Sprintf("a task in %s is refused: it is of the search %s", m.Subject(), t.Search)))
			_ = m.Term()
			continue
		}
		p := &Parcel{message: *t, msg: m}
		if meta, err := m.Metadata(); err == nil {
			p.sent = meta.Sequence.Stream
		}
		p.stop = l.renew(m)
		return p, true
	}
	return nil, false
}

// fetch waits for one message, for a while.
func (l *leases) fetch() (jetstream.Msg, error) {
	if l.from == nil {
		from, err := l.c.consumer(l.ctx, l.program)
		if err != nil {
			return nil, err
		}
		l.from = from
	}
	ctx, cancel := context.WithTimeout(l.ctx, 5*time.Second)
	defer cancel()
	batch, err := l.from.Fetch(1, jetstream.FetchContext(ctx))
	if err != nil {
		return nil, err
	}
	for m := range batch.Messages() {
		return m, nil
	}
	if err := batch.Error(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, err
	}
	return nil, nil
}

// await waits a moment for a server that is not there, and has what it may have lost made again.
func (l *leases) await(err error) {
	if errors.Is(err, jetstream.ErrConsumerNotFound) || errors.Is(err, jetstream.ErrConsumerDeleted) || passing(err) {
		l.from = nil
	}
	if lost(err) {
		_ = l.c.ensure(l.ctx) // tried again the next time
	}
	select {
	case <-time.After(250 * time.Millisecond):
	case <-l.ctx.Done():
	}
}

// renew says again and again that the worker is at it, until the function that it returns is called.
func (l *leases) renew(m jetstream.Msg) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		tick := time.NewTicker(l.c.lease / 3)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				_ = m.InProgress() // if it does not arrive, another worker does the same
			}
		}
	}()
	return cancel
}

// Finish sends what came of a parcel, and acknowledges it when that has arrived. A parcel that was not carried out goes back.
func (l *leases) Finish(p *Parcel) {
	defer p.stop()
	if p.giveBack {
		_ = p.msg.NakWithDelay(p.later) // otherwise it goes back when the lease ends
		return
	}
	for _, r := range p.results {
		if !l.send(r, p.sent) {
			return
		}
	}
	_ = p.msg.Ack() // otherwise another worker does the same
}

// send stores a result of the parcel that was sent under a number. It returns false if the worker ends before the server
// is there.
func (l *leases) send(r *message, sent uint64) bool {
	data, err := r.encode(aResult)
	if err != nil {
		panic(err) // it is plain data
	}
	subject := resultSubject(r.Search, r.Turn, r.Tasks[0], r.Tasks[len(r.Tasks)-1])
	id := fmt.Sprintf("%s.%d", subject, sent) // the same for all that have leased the parcel
	for ctx := context.WithoutCancel(l.ctx); ; {
		_, err := l.c.js.Publish(ctx, subject, data, jetstream.WithMsgID(id))
		if err == nil {
			return true
		}
		if l.ctx.Err() != nil {
			return false // it goes back when the lease ends
		}
		if !passing(err) {
			l.c.log(oneLine(fmt.Sprintf("a result of %s cannot be sent: %v", r.Search, err)))
			return false
		}
		l.await(err)
	}
}

// Leave has nothing to give up: what was leased goes to others by itself.
func (l *leases) Leave() {}
