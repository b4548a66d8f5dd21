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

	results  []answer      // what came of them
	giveBack bool          // it was not carried out, and is for another worker
	rest     time.Duration // before the slot takes the next one

	msg  jetstream.Msg
	sent uint64 // its number in the queue
	stop func() // ends the renewal of the lease
}

// answer is a message with what came of some of the tasks.
type answer struct {
	tasks []int
	data  []byte
}

func (p *Parcel) answer(tasks []int, body []byte, took time.Duration) (answer, error) {
	m := message{Search: p.Search, Turn: p.Turn, Identity: p.Identity, Tasks: tasks, Body: body, Took: took}
	data, err := m.encode(aResult)
	return answer{tasks, data}, err
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
		if err == nil && m.Subject() != taskSubject(l.program, t.Search) {
			err = fmt.Errorf("it is of the search %s", t.Search)
		}
		if err != nil {
			l.c.log(oneLine(fmt.Sprintf("a task in %s is refused: %v", m.Subject(), err)))
			_ = m.Term() // otherwise it comes again
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
	pause(l.ctx, 250*time.Millisecond)
}

// renew says again and again that the worker is at it, until the function that it returns is called.
func (l *leases) renew(m jetstream.Msg) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go every(ctx, l.c.lease/3, func() (goOn bool) {
		_ = m.InProgress() // if it does not arrive, another worker does the same
		return true
	})
	return cancel
}

// Finish sends what came of a parcel, and acknowledges it when that has arrived. A parcel that was not carried out goes back.
func (l *leases) Finish(p *Parcel) {
	defer p.stop()
	if p.giveBack {
		_ = p.msg.Nak() // otherwise it goes back when the lease ends
		pause(l.ctx, p.rest)
		return
	}
	for _, r := range p.results {
		if !l.send(p, r) {
			return
		}
	}
	_ = p.msg.Ack() // otherwise another worker does the same
}

// send stores a result of a parcel. It returns false if the worker ends before the server is there.
func (l *leases) send(p *Parcel, r answer) bool {
	subject := resultSubject(p.Search, p.Turn, r.tasks[0], r.tasks[len(r.tasks)-1])
	id := fmt.Sprintf("%s.%d", subject, p.sent) // the same for all that have leased the parcel
	for ctx := context.WithoutCancel(l.ctx); ; {
		_, err := l.c.js.Publish(ctx, subject, r.data, jetstream.WithMsgID(id))
		if err == nil {
			return true
		}
		if l.ctx.Err() != nil {
			return false // it goes back when the lease ends
		}
		if !passing(err) {
			l.c.log(oneLine(fmt.Sprintf("a result of %s cannot be sent: %v", p.Search, err)))
			return false
		}
		l.await(err)
	}
}

// Leave has nothing to give up: what was leased goes to others by itself.
func (l *leases) Leave() {}
