package cluster

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"simrun/scheduler"
)

// turn is a scheduler.Turn.
type turn interface {
	Missing() []int
	Over() bool
	Pack(tasks []int) ([]byte, error)
	Take(result []byte) error
}

// CarryOut sends what a turn needs, and takes what comes of it.
func (d *Coordinator) CarryOut(ctx context.Context, t *scheduler.Turn) error {
	return d.carryOut(ctx, t.ID, t)
}

func (d *Coordinator) carryOut(ctx context.Context, id string, t turn) error {
	if err := d.takeKept(id, t); err != nil {
		return err
	}
	if err := d.send(ctx, id, t); err != nil {
		return err
	}
	tick := time.NewTicker(d.c.lease / 2)
	defer tick.Stop()
	quiet := 0 // ticks without a result
	for !t.Over() {
		select {
		case m := <-d.incoming:
			quiet = 0
			if err := d.take(id, t, m); err != nil {
				return err
			}
		case <-tick.C:
			if !d.c.waits && d.slots() == 0 {
				return errors.Join(scheduler.ErrNobody, d.withdraw())
			}
			if quiet++; quiet > 1 {
				if err := d.sendLost(ctx, id, t); err != nil {
					return err
				}
			}
		case err := <-d.owner.lost:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if len(t.Missing()) > 0 { // nobody needs these any more
		return d.withdraw()
	}
	return nil
}

// withdraw removes the tasks that nobody has carried out.
func (d *Coordinator) withdraw() error {
	return d.persist(func() error {
		return d.c.tasks.Purge(d.ctx, jetstream.WithPurgeSubject(taskSubject(d.program, d.search.Name)))
	})
}

// takeKept takes what came before.
func (d *Coordinator) takeKept(id string, t turn) error {
	list := d.kept[id]
	delete(d.kept, id)
	for _, r := range list {
		if err := t.Take(r.data); err != nil {
			return err
		}
	}
	return nil
}

// take takes a result that has come.
func (d *Coordinator) take(id string, t turn, m jetstream.Msg) error {
	r, seq := d.open(m)
	if r == nil || r.Turn != id {
		return nil // it is late
	}
	d.sizes.measured(len(r.Tasks), r.Took)
	err := t.Take(r.Body)
	if errors.Is(err, scheduler.ErrResult) {
		d.refuse(m, seq, err)
		return nil
	}
	return err
}

// send publishes the tasks of a turn whose results are missing. The server recognises what it has already.
func (d *Coordinator) send(ctx context.Context, id string, t turn) error {
	missing := t.Missing()
	for len(missing) > 0 && ctx.Err() == nil {
		n := d.sizes.next(len(missing), d.Slots())
		n, data, err := d.pack(id, t, missing[:n])
		if err != nil {
			return err
		}
		sent := fmt.Sprintf("%s.%s.%d.%d.%d", d.run, id, missing[0], n, d.resent)
		err = d.persist(func() error {
			_, err := d.c.js.Publish(ctx, taskSubject(d.program, d.search.Name), data, jetstream.WithMsgID(sent))
			return err
		})
		if err != nil {
			return err
		}
		missing = missing[n:]
	}
	return ctx.Err()
}

// pack makes a message of some tasks, of fewer if it would be too large for the server. It returns of how many.
func (d *Coordinator) pack(id string, t turn, tasks []int) (int, []byte, error) {
	for {
		body, err := t.Pack(tasks)
		if err != nil {
			return 0, nil, err
		}
		data, err := (&message{Search: d.search.Name, Turn: id, Identity: digest(d.search.Identity), Tasks: tasks, Body: body}).encode(aTask)
		if err != nil {
			return 0, nil, err
		}
		if most := d.c.mostMessage(); int64(len(data)) <= most {
			return len(tasks), data, nil
		} else if len(tasks) == 1 {
			return 0, nil, fmt.Errorf("a task takes %d bytes, and the server takes messages of at most %d: raise its max_payload", len(data), most)
		}
		tasks = tasks[:(len(tasks)+1)/2]
	}
}

// again has results come again from a server that may have lost what it had: its numbers begin anew then.
func (d *Coordinator) again() error {
	if _, err := d.c.consumer(d.ctx, d.program); err != nil {
		return err
	}
	if err := d.c.announce(d.ctx, d.search); err != nil {
		return err
	}
	return d.listen()
}

// sendLost sends again what nobody has any more: the server may have lost what it had.
func (d *Coordinator) sendLost(ctx context.Context, id string, t turn) error {
	subject := taskSubject(d.program, d.search.Name)
	waiting := uint64(0)
	err := d.c.retry(ctx, func() error {
		info, err := d.c.tasks.Info(ctx, jetstream.WithSubjectFilter(subject))
		if err == nil {
			waiting = info.State.Subjects[subject]
		}
		return err
	})
	if err != nil || waiting > 0 {
		return err // somebody has them, or will
	}
	if err := d.c.retry(ctx, d.again); err != nil {
		return err
	}
	if err := d.takeKept(id, t); err != nil || t.Over() {
		return err
	}
	d.resent++
	d.c.log(fmt.Sprintf("%d tasks of the search %s are nowhere any more, and are sent again", len(t.Missing()), d.search.Name))
	return d.send(ctx, id, t)
}
