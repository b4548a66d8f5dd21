package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"simrun/scheduler"
	"simrun/scheduler/frontier"
	"simrun/sim"
)

// Worker works for the searches of a cluster.
type Worker struct {
	Slots   int
	Version string // of simrun
	Text    string // see ProgramText
	// Open opens the program of a search, once for each slot. The error says why this process cannot work for it: then the
	// search is for others.
	Open func(Search) (Job, error)
	// Refuses says why a search is of another program; empty if it is not. It looks at what Open looks at, and at more.
	Refuses  func(Search) string
	Log      func(text string)
	Progress func(WorkerState) // called every second; nil if nobody wants to know

	c       *Cluster
	name    string
	mu      sync.Mutex
	refused map[string]string // why, by refusal
	search  string
	done    int64
	before  int64 // executions, a second ago
	rate    int
}

// Job is the program of a search, and the options with which it is explored.
type Job struct {
	Program sim.Program
	Options scheduler.Options
	Close   func() // nil if there is nothing to end
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context, c *Cluster) error {
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	w.c, w.name, w.refused = c, fmt.Sprintf("%s-%d", host, os.Getpid()), map[string]string{}
	var watcher jetstream.KeyWatcher
	err = c.retry(ctx, func() (err error) {
		watcher, err = c.searches.WatchAll(ctx)
		return err
	})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	var group sync.WaitGroup
	for range w.Slots {
		group.Go(func() {
			l := &leases{c: c, ctx: ctx, program: programOf(w.Text)}
			s := &slot{worker: w, ctx: ctx}
			defer s.close()
			frontier.Work(l, s.carryOut)
		})
	}
	group.Go(func() { w.show(ctx) })
	for ctx.Err() == nil {
		select {
		case entry := <-watcher.Updates():
			w.look(entry)
		case <-ctx.Done():
		}
	}
	group.Wait()
	return nil
}

// look says of a search that is for others why that is so, once, and forgets it when the search is over.
func (w *Worker) look(entry jetstream.KeyValueEntry) {
	var s Search
	switch {
	case entry == nil:
	case entry.Operation() != jetstream.KeyValuePut || json.Unmarshal(entry.Value(), &s) != nil || s.Status != Running:
		w.mu.Lock()
		maps.DeleteFunc(w.refused, func(of, _ string) bool { return strings.HasPrefix(of, entry.Key()+" ") })
		w.mu.Unlock()
	default:
		if why := w.Refuses(s); why != "" {
			w.refuse(s.Name, refusal(s.Name, digest(s.Identity)), why)
		}
	}
}

// refuse notes why a search is not for this worker.
func (w *Worker) refuse(search, of, why string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.refused[of] != why {
		w.refused[of] = why
		w.Log(oneLine(fmt.Sprintf("the search %s is not for this worker: %s", oneLine(search), why)))
	}
}

// refuses is why a search is not for this worker; empty if that is not known.
func (w *Worker) refuses(of string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.refused[of]
}

// show says every second that the worker is there, and what it does.
func (w *Worker) show(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		w.mu.Lock()
		w.rate, w.before = int(w.done-w.before), w.done
		s := WorkerState{Name: w.name, Slots: w.Slots, Version: w.Version, Text: w.Text, Search: w.search, Executions: w.done, Rate: w.rate,
			Refuses: slices.Sorted(maps.Keys(w.refused))}
		w.mu.Unlock()
		if w.Progress != nil {
			w.Progress(s)
		}
		data, err := json.Marshal(s)
		if err != nil {
			panic(err) // text and numbers
		}
		_, err = w.c.workers.Put(ctx, keyOf(w.name), data)
		if errors.Is(err, jetstream.ErrNoStreamResponse) && ctx.Err() == nil { // the server has forgotten the bucket
			_ = w.c.ensure(ctx)
		}
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
			defer cancel()
			_ = w.c.workers.Purge(last, keyOf(w.name)) // otherwise it expires
			return
		case <-tick.C:
		}
	}
}

// keyOf makes a key of a bucket of a name.
func keyOf(name string) string {
	key := []byte(name)
	for i, b := range key {
		if !('a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9') {
			key[i] = '-'
		}
	}
	return string(key)
}
