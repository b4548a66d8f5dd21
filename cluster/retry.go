package cluster

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// passing says whether the error is of a server that may be there again.
func passing(err error) bool {
	return errors.Is(err, nats.ErrTimeout) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrNoResponders) ||
		errors.Is(err, nats.ErrDisconnected) || errors.Is(err, nats.ErrConnectionReconnecting) || errors.Is(err, nats.ErrReconnectBufExceeded) || lost(err)
}

// lost says whether the error is of a server without what was made there: it is not ready yet, or has lost its store.
func lost(err error) bool {
	return errors.Is(err, jetstream.ErrStreamNotFound) || errors.Is(err, jetstream.ErrBucketNotFound) || errors.Is(err, jetstream.ErrNoStreamResponse) ||
		errors.Is(err, jetstream.ErrJetStreamNotEnabled) || errors.Is(err, nats.ErrStreamNotFound) || errors.Is(err, nats.ErrJetStreamNotEnabled) // of watches
}

// retry does something until the server is there for it, or ctx ends. Other errors end it.
func (c *Cluster) retry(ctx context.Context, do func() error) error {
	for {
		err := do()
		if err == nil || ctx.Err() != nil || !passing(err) {
			return err
		}
		if pause(ctx, 250*time.Millisecond); ctx.Err() != nil {
			return ctx.Err()
		}
		if lost(err) {
			_ = c.ensure(ctx) // tried again the next time
		}
	}
}

// pause waits for a time, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// every calls f at a distance, until it returns false or ctx ends.
func every(ctx context.Context, distance time.Duration, f func() (goOn bool)) {
	tick := time.NewTicker(distance)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if !f() {
				return
			}
		}
	}
}
