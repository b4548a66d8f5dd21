package scheduler

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"simrun/sim"
)

// checkpointInterval is how often a search that goes on writes its checkpoint.
var checkpointInterval = 5 * time.Second

// checkpointMagic begins every checkpoint; the number is the version of the format.
const checkpointMagic = "simrun checkpoint 1\n"

// CheckpointError says why a checkpoint cannot be used. The file is left as it was.
type CheckpointError struct {
	File   string
	Reason string
}

func (e *CheckpointError) Error() string { return fmt.Sprintf("checkpoint %s: %s", e.File, e.Reason) }

// A Saver is a strategy that a checkpoint can hold. The others either begin anew in each execution, so that the number
// of the next one says all, or cannot be interrupted.
type Saver interface {
	// save gives what is left to explore, together with the other workers of the search. It is called between
	// executions of all of them.
	save(workers []Strategy) (savedSearch, error)
	// load takes up what save gave.
	load(savedSearch)
}

// checkpoint is what a file holds. Its fields are exported for encoding/gob.
type checkpoint struct {
	Search  string // what is searched, and how: it must be the same again
	Learned int    // executions of the learning that count already
	Next    int    // number of the next one behind the learning
	Tally   savedTally
	Left    savedSearch
}

// identity says what is searched, and how. The first execution tells programs apart that only have the same name.
func (e *exploration) identity() string {
	cfg := e.o.Config
	cfg.Record, cfg.Fingerprint = false, true
	x := sim.Run(e.program, cfg, NewRunToBlock())
	var names []string
	for _, p := range e.o.Properties {
		names = append(names, p.Name())
	}
	return fmt.Sprintf("program %s, switching %v, clock %v, step cost %v, step limit %d, input seed %d, strategy %s, seed %d, properties %q, first execution %x %x",
		e.program, cfg.Switching, cfg.Clock, cfg.StepCost, cfg.MaxSteps, cfg.Seed, e.o.Strategy, e.o.Seed, names,
		x.Fingerprint, x.LogPrint)
}

// resume takes up the search of the checkpoint, if there is a file.
func (e *exploration) resume() error {
	refuse := func(reason string) error { return &CheckpointError{e.o.Checkpoint, reason} }
	first := e.workers[0].strategy
	if _, ok := first.(*Auto); ok && e.o.Config.Clock != sim.Anytime {
		return refuse("the strategy auto cannot be interrupted under the virtual clock: use --clock anytime, or a random strategy")
	}
	if _, ok := first.(Saver); !ok {
		if _, ok := first.(Sequential); ok {
			return refuse(fmt.Sprintf("the strategy %s cannot be interrupted: use auto, dpor, or one of the random ones", e.o.Strategy))
		}
	}
	data, err := os.ReadFile(e.o.Checkpoint)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return refuse(err.Error())
	}
	body, ok := bytes.CutPrefix(data, []byte(checkpointMagic))
	if !ok {
		if bytes.HasPrefix(data, []byte("simrun checkpoint ")) {
			return refuse("it was written by another version of simrun: remove it, or name another file")
		}
		return refuse("it is not a checkpoint of simrun: name another file")
	}
	if len(body) < 4 || crc32.ChecksumIEEE(body[4:]) != binary.BigEndian.Uint32(body) {
		return refuse("it is damaged: its checksum does not match; remove it, or name another file")
	}
	var c checkpoint
	if err := gob.NewDecoder(bytes.NewReader(body[4:])).Decode(&c); err != nil {
		return refuse("it is damaged: its fields do not fit together; remove it, or name another file")
	}
	if c.Search != e.identity() {
		return refuse("it is of another search: " + difference(c.Search, e.identity()) + "; remove it, or name another file")
	}
	e.next.Store(int64(c.Next))
	e.learned.Store(int64(c.Learned))
	e.workers[0].tally.load(c.Tally)
	for _, f := range e.workers[0].tally.findings {
		e.found.Add(1)
		e.lowest.Store(min(e.lowest.Load(), int64(f.FirstExecution)))
	}
	if s, ok := first.(Saver); ok {
		s.load(c.Left)
	}
	return nil
}

// difference names the first part in which two identities differ.
func difference(was, is string) string {
	a, b := strings.Split(was, ", "), strings.Split(is, ", ")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] && strings.HasPrefix(a[i], "first execution") {
			return "the program has changed"
		}
		if a[i] != b[i] {
			return fmt.Sprintf("%s there, %s here", a[i], b[i])
		}
	}
	return "the program has changed"
}

// save writes the checkpoint, beside the old one and then in its place. It waits until no execution is under way.
func (e *exploration) save() error {
	e.between.Lock()
	defer e.between.Unlock()
	if e.torn.Load() {
		return nil // an execution was interrupted: the last checkpoint stands
	}
	all := newTally(e.workers[0].tally.unordered)
	var strategies []Strategy
	for _, w := range e.workers {
		all.merge(w.tally.clone())
		strategies = append(strategies, w.strategy)
	}
	c := checkpoint{Search: e.identity(), Learned: int(e.learned.Load()), Next: int(e.next.Load()), Tally: all.save()}
	if s, ok := strategies[0].(Saver); ok {
		var err error
		if c.Left, err = s.save(strategies); err != nil {
			return &CheckpointError{e.o.Checkpoint, err.Error()}
		}
	}
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(c); err != nil {
		return &CheckpointError{e.o.Checkpoint, err.Error()}
	}
	data := binary.BigEndian.AppendUint32([]byte(checkpointMagic), crc32.ChecksumIEEE(body.Bytes()))
	if err := ReplaceFile(e.o.Checkpoint, append(data, body.Bytes()...)); err != nil {
		return &CheckpointError{e.o.Checkpoint, err.Error()}
	}
	return nil
}

// ReplaceFile writes a file beside the one of that name, and then puts it in its place.
func ReplaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// saveRegularly writes checkpoints until the function that it returns is called, which writes the last one.
func (e *exploration) saveRegularly() (stop func() error) {
	if e.o.Checkpoint == "" {
		return func() error { return nil }
	}
	done, failed := make(chan struct{}), make(chan error, 1)
	go func() {
		tick := time.NewTicker(checkpointInterval)
		defer tick.Stop()
		for {
			select {
			case <-done:
				failed <- e.save()
				return
			case <-tick.C:
				if err := e.save(); err != nil {
					e.halt()
					<-done
					failed <- err
					return
				}
			}
		}
	}()
	return func() error {
		close(done)
		return <-failed
	}
}
