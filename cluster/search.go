package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Search is what the cluster keeps of a search, for its workers and for who asks.
type Search struct {
	Name                 string          `json:"name"`
	Title                string          `json:"title"`    // the scenario and its parameters
	Version              string          `json:"version"`  // of simrun
	Text                 string          `json:"text"`     // digest of the executable: see ProgramText
	Identity             string          `json:"identity"` // what is searched, and how, in words
	Call                 json.RawMessage `json:"call"`     // the same, for whoever builds the program
	FilesDigest          string          `json:"files"`    // of Files; empty if the program has none
	Status               Status          `json:"status"`
	Executions, Findings int
	Began                time.Time `json:"began"`

	Files []byte `json:"-"` // what the program needs beside the executable: it travels by itself
}

// Status is what has become of a search.
type Status string

const (
	Running     Status = "running"     // it has a coordinator, or had one that is gone without a word
	Interrupted Status = "interrupted" // it goes on when it is started again
	Stopping    Status = "stopping"    // its coordinator is asked to end it
	Ended       Status = "ended"
)

// Listed is a search, and whether somebody directs it.
type Listed struct {
	Search
	Coordinator string        `json:"coordinator"` // empty if there is none
	Heard       time.Duration `json:"-"`           // since it was last heard of
}

// ErrNoSearch says that there is no search of that name.
var ErrNoSearch = errors.New("there is no such search")

// Searches are all that the cluster knows, by name.
func (c *Cluster) Searches(ctx context.Context) ([]Listed, error) {
	keys, err := c.searches.Keys(ctx)
	if errors.Is(err, jetstream.ErrNoKeysFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	slices.Sort(keys)
	var list []Listed
	for _, key := range keys {
		l, err := c.Search(ctx, key)
		if errors.Is(err, ErrNoSearch) {
			continue // it has just gone
		}
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}

// Search is one of them.
func (c *Cluster) Search(ctx context.Context, name string) (Listed, error) {
	var l Listed
	s, err := c.get(ctx, name)
	if err != nil {
		return l, err
	}
	l.Search = s
	owner, err := c.owners.Get(ctx, name)
	switch {
	case errors.Is(err, jetstream.ErrKeyNotFound):
	case err != nil:
		return l, err
	default:
		var o owned
		if json.Unmarshal(owner.Value(), &o) == nil {
			l.Coordinator, l.Executions, l.Findings = o.Who, max(o.Executions, l.Executions), max(o.Findings, l.Findings)
		}
	}
	if l.Status == Running && l.Coordinator == "" {
		l.Status = Interrupted
	}
	return l, nil
}

func (c *Cluster) get(ctx context.Context, name string) (s Search, err error) {
	if err := CheckName(name); err != nil {
		return s, err
	}
	entry, err := c.searches.Get(ctx, name)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return s, ErrNoSearch
	}
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(entry.Value(), &s); err != nil || s.Name != name {
		return s, fmt.Errorf("what the cluster keeps of the search %s is damaged: remove it with cluster stop %s --forget", name, name)
	}
	return s, nil
}

func (c *Cluster) put(ctx context.Context, s Search) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = c.searches.Put(ctx, s.Name, data)
	return err
}

// Stop asks the coordinator of a search to end it: it reports what was found so far, and the search goes on when it is
// started again. It returns false if there is nobody to ask.
func (c *Cluster) Stop(ctx context.Context, name string) (asked bool, err error) {
	l, err := c.Search(ctx, name)
	if err != nil || l.Coordinator == "" {
		return false, err
	}
	l.Search.Status = Stopping
	return true, c.put(ctx, l.Search)
}

// Forget removes all that the cluster keeps of a search. It must have no coordinator.
func (c *Cluster) Forget(ctx context.Context, name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	if err := c.clear(ctx, name); err != nil {
		return err
	}
	return c.searches.Purge(ctx, name)
}

// clear removes the tasks, the results and the state of a search.
func (c *Cluster) clear(ctx context.Context, name string) error {
	return errors.Join(c.removeObject(ctx, name), c.removeObject(ctx, filesOf(name)), c.tasks.Purge(ctx, jetstream.WithPurgeSubject(taskSubject("*", name))),
		c.results.Purge(ctx, jetstream.WithPurgeSubject(allResults(name))))
}
