package cluster

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// WorkerState is what a worker says of itself, every second.
type WorkerState struct {
	Name       string    `json:"name"` // of its machine, and its process
	Slots      int       `json:"slots"`
	Version    string    `json:"version"`
	Text       string    `json:"text"`   // digest of its executable
	Search     string    `json:"search"` // what it last worked for; empty if nothing
	Executions int64     `json:"executions"`
	Rate       int       `json:"executions_per_second"`
	Refuses    []string  `json:"refuses"` // searches that are not for it: see refusal
	Heard      time.Time `json:"-"`       // when it came here, by the clock here
}

// crowd is the workers of a program that are there.
type crowd struct {
	program string
	watcher jetstream.KeyWatcher
	mu      sync.Mutex
	workers map[string]WorkerState
}

// watchCrowd looks who is there, from now on.
func (c *Cluster) watchCrowd(ctx context.Context, program string) (*crowd, error) {
	w, err := c.workers.WatchAll(ctx)
	if err != nil {
		return nil, err
	}
	d := &crowd{program: program, watcher: w, workers: map[string]WorkerState{}}
	there := make(chan struct{}) // those that are there already are known
	go func() {
		known := there
		for entry := range w.Updates() {
			if entry == nil {
				close(known)
				known = nil
				continue
			}
			d.update(entry)
		}
		if known != nil {
			close(known)
		}
	}()
	select {
	case <-there:
	case <-ctx.Done():
	}
	return d, nil
}

func (d *crowd) update(entry jetstream.KeyValueEntry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var s WorkerState
	if entry.Operation() != jetstream.KeyValuePut || json.Unmarshal(entry.Value(), &s) != nil || s.Slots < 1 {
		delete(d.workers, entry.Key())
		return
	}
	s.Name, s.Version, s.Search = oneLine(s.Name), oneLine(s.Version), oneLine(s.Search)
	s.Heard = time.Now()
	d.workers[entry.Key()] = s
}

// states are those that can take part, by name.
func (d *crowd) states() []WorkerState {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []WorkerState
	for key, s := range d.workers {
		if time.Since(s.Heard) > presence {
			delete(d.workers, key)
		} else if d.program == "" || programOf(s.Text) == d.program {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b WorkerState) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// refusal is how a worker names a search that it refuses: another one of that name it may take.
func refusal(search, identityDigest string) string { return search + " " + identityDigest }

// slotsFor is how many tasks those that do not refuse the search carry out at the same time.
func (d *crowd) slotsFor(search, identity string) int {
	n := 0
	for _, s := range d.states() {
		if !slices.Contains(s.Refuses, refusal(search, digest(identity))) {
			n += s.Slots
		}
	}
	return n
}

func (d *crowd) close() { _ = d.watcher.Stop() } // it ends with the connection anyhow

// Workers are all that are there, of any program, by name.
func (c *Cluster) Workers(ctx context.Context) ([]WorkerState, error) {
	d, err := c.watchCrowd(ctx, "")
	if err != nil {
		return nil, err
	}
	defer d.close()
	return d.states(), nil
}
