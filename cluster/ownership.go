package cluster

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// owned is what a coordinator says of itself, as long as it is there.
type owned struct {
	Who                  string `json:"who"`
	ID                   string `json:"id"` // of this coordinator, and no other
	Executions, Findings int
}

// owner holds a search for a coordinator: a key of a bucket in which keys expire.
type owner struct {
	c        *Cluster
	name     string
	now      atomic.Pointer[owned]
	revision uint64
	lost     chan error
	stop     context.CancelFunc
	over     chan struct{}
}

// own takes a search. If a coordinator holds it that may be gone it waits until that would have said that it is there.
func (c *Cluster) own(ctx context.Context, name string) (*owner, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown host"
	}
	o := &owner{c: c, name: name, lost: make(chan error, 1), over: make(chan struct{})}
	o.now.Store(&owned{Who: fmt.Sprintf("%s, process %d", host, os.Getpid()), ID: rand.Text()})
	said := uint64(0) // revision of what another one said first
	for begin := time.Now(); ; {
		other, err := o.take(ctx)
		if err != nil {
			return nil, err
		}
		if other == nil {
			break
		}
		if said == 0 {
			said = other.revision
		}
		if other.revision != 0 && other.revision != said || time.Since(begin) > 10*ownership { // it is there, or the server lets no key expire
			return nil, fmt.Errorf("%s directs the search %s: wait for it, end it with cluster stop %s, or give this one another --name",
				oneLine(other.Who), name, name)
		}
		if pause(ctx, 200*time.Millisecond); ctx.Err() != nil { // until the key expires, which nobody says
			return nil, ctx.Err()
		}
	}
	renewing, stop := context.WithCancel(context.Background())
	o.stop = stop
	go o.renew(renewing)
	return o, nil
}

// held is what the key of a search has.
type held struct {
	owned
	revision uint64
}

// take has the search held by this coordinator, if nobody else holds it. It returns who does otherwise. What this one has said, and
// did not hear that it arrived, is its own.
func (o *owner) take(ctx context.Context) (other *held, err error) {
	err = o.c.retry(ctx, func() error {
		other = nil
		revision, err := o.c.owners.Create(ctx, o.name, o.value())
		if !errors.Is(err, jetstream.ErrKeyExists) {
			o.revision = revision
			return err
		}
		other, err = o.holder(ctx)
		if err == nil && other != nil && other.ID == o.now.Load().ID {
			o.revision, other = other.revision, nil
		}
		return err
	})
	return other, err
}

// holder is who holds the search. If nobody does by now it is somebody who is gone.
func (o *owner) holder(ctx context.Context) (*held, error) {
	entry, err := o.c.owners.Get(ctx, o.name)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return &held{owned: owned{Who: "another process"}}, nil
	}
	if err != nil {
		return nil, err
	}
	h := &held{owned: owned{Who: "another process"}, revision: entry.Revision()}
	_ = json.Unmarshal(entry.Value(), &h.owned) // who it is is all that is missing then
	return h, nil
}

func (o *owner) value() []byte {
	data, err := json.Marshal(o.now.Load())
	if err != nil {
		panic(err) // text and numbers
	}
	return data
}

// renew says again and again that the coordinator is there.
func (o *owner) renew(ctx context.Context) {
	defer close(o.over)
	every(ctx, ownership/4, func() (goOn bool) {
		revision, err := o.c.owners.Update(ctx, o.name, o.value(), o.revision)
		if err == nil {
			o.revision = revision
		}
		if !errors.Is(err, jetstream.ErrKeyExists) { // otherwise the server may be there again the next time
			return true
		}
		// The key has expired, or is another's, or what was said before did arrive.
		if other, err := o.take(ctx); err == nil && other != nil && other.revision != 0 {
			o.lost <- fmt.Errorf("another process directs the search %s now: this one could not be heard for %v", o.name, ownership)
			return false
		}
		return true
	})
}

// release gives the search up.
func (o *owner) release(ctx context.Context) {
	o.stop()
	<-o.over
	_ = o.c.owners.Purge(ctx, o.name, jetstream.LastRevision(o.revision)) // otherwise it expires
}
