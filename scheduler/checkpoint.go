package scheduler

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"
	"time"

	"simrun/internal/replacefile"
	"simrun/scheduler/dpor"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// checkpointInterval is how often a search that goes on writes its checkpoint.
var checkpointInterval = 5 * time.Second

// checkpointMagic begins every checkpoint; the number is the version of the format.
const checkpointMagic = "simrun checkpoint 11\n"

// CheckpointError says why a checkpoint cannot be used. The file is left as it was.
type CheckpointError struct {
	File   string
	Reason string
}

func (e *CheckpointError) Error() string { return fmt.Sprintf("checkpoint %s: %s", e.File, e.Reason) }

// A Saver is a strategy whose state a checkpoint can hold. Of the other strategies, those that begin anew in each
// execution need only its number; the rest cannot be interrupted.
type Saver interface {
	// Save gives the state of the search. It is called between executions.
	Save() dpor.Saved
	// Load takes that state up, in a strategy that was just made.
	Load(dpor.Saved) error
	// Loaded are the searches of the round that was under way.
	Loaded() []strategy.Strategy
	// Portion copies some searches of the round, for somebody else to go on with.
	Portion(searches []*dpor.DPOR) dpor.Portion
}

// checkpoint is what a file holds. What can be looked up is not believed: each outcome and finding is executed once more,
// and the path of each search is. The rest is trusted if it fits together: what steps touch that were not taken yet, who
// sleeps, and how often something was seen. Its fields are exported for encoding/gob.
type checkpoint struct {
	Search string // what is searched, and how: it must be the same again
	Next   int    // number of the first execution of the round
	Tally  savedTally
	Round  []savedTask
	Left   dpor.Saved

	Attempt int
	Begun   []string // what executions had left behind in the program when the search began, and by now
	Known   []string
	Beside  savedBeside
}

// savedTask is a task of the round that was under way.
type savedTask struct {
	First, Quota, Used int
	Over               bool
	Search             int // number of the search among those of the strategy, from 1; 0 if executions depend on their number
	Tally              savedTally
}

// identify notes what is searched, and how. The first execution tells programs apart that only have the same name.
func (e *exploration) identify() error {
	cfg := e.o.Config
	cfg.Record, cfg.Fingerprint = false, true
	var x *sim.Execution
	r := e.workers[0].runner
	err := r.Watchdog(e.o.Watchdog, func() { x = r.Run(e.program, cfg, sampling.NewRunToBlock()) })
	if err != nil {
		return err
	}
	var names []string
	for _, p := range e.o.Properties {
		names = append(names, p.Name())
	}
	e.identity = fmt.Sprintf("program %s, switching %v, clock %v, step cost %v, step limit %d, livelock %d, input seed %d, strategy %s, seed %d, properties %q, first execution %x %x",
		e.program, cfg.Switching, cfg.Clock, cfg.StepCost, cfg.MaxSteps, cmp.Or(cfg.Livelock, sim.DefaultLivelock), cfg.Seed, e.o.Strategy, e.o.Seed, names,
		x.Fingerprint, x.LogPrint)
	return nil
}

// resume takes up the search of the checkpoint, if there is a file.
func (e *exploration) resume() error {
	refuse := func(reason string) error { return &CheckpointError{e.o.Checkpoint, reason} }
	refuseIf := func(err error) error {
		if err != nil {
			return refuse(err.Error())
		}
		return nil
	}
	if why := e.inOnePiece("interrupted"); why != "" {
		return refuse(why)
	}
	if err := e.identify(); err != nil {
		return err
	}
	body, err := readCheckpoint(e.o.Checkpoint)
	if err != nil {
		return err
	}
	if body == nil {
		return refuseIf(replacefile.RemoveLeftovers(e.o.Checkpoint))
	}
	err = e.takeUp(body)
	if errors.As(err, new(*sim.StuckError)) {
		return err
	}
	if err != nil {
		return refuse(err.Error() + "; remove it, or name another file")
	}
	e.resumed = true
	return refuseIf(replacefile.RemoveLeftovers(e.o.Checkpoint))
}

// orDamaged is the error of a search that could not go on. One that goes on from a checkpoint does not know who is wrong.
func (e *exploration) orDamaged(err error) error {
	if e.resumed && errors.Is(err, strategy.ErrNotRepeated) {
		return &CheckpointError{e.o.Checkpoint, "it is damaged, or " + err.Error() + "; remove it, or name another file"}
	}
	return err
}

// inOnePiece says why the search has to be done in one piece; empty if it need not be.
func (e *exploration) inOnePiece(participle string) string {
	first := e.workers[0].strategy
	if a, ok := first.(*Auto); ok && a.moves {
		return fmt.Sprintf("the strategy auto cannot be %s where every step moves the clock: use --clock anytime, or a random strategy", participle)
	}
	if _, ok := first.(Saver); !ok {
		if _, ok := first.(strategy.Sequential); ok {
			return fmt.Sprintf("the strategy %s cannot be %s: use auto, dpor, or one of the random ones", e.o.Strategy, participle)
		}
	}
	return ""
}

// takeUp goes on from what encode has made.
func (e *exploration) takeUp(body []byte) error {
	var c checkpoint
	err := gob.NewDecoder(bytes.NewReader(body)).Decode(&c)
	if err == nil && c.Search != e.identity {
		return errors.New("it is of another search: " + Difference(c.Search, e.identity))
	}
	if err == nil {
		err = e.load(&c)
	}
	if err != nil {
		return fmt.Errorf("it is damaged: %w", err)
	}
	return nil
}

// Difference names the first part in which the identities of two searches differ.
func Difference(was, is string) string {
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

// save writes the checkpoint, beside the old one and then in its place. It waits until no execution is under way, and
// does nothing if that may never be.
func (e *exploration) save() error {
	var data []byte
	var err error
	e.crew.Pause(func() {
		if !e.torn.Load() && e.failed() == nil { // otherwise there is no state to go on from, and the last checkpoint stays as it is
			data, err = e.encode()
		}
	})
	if data != nil {
		err = replacefile.Write(e.o.Checkpoint, data)
	}
	if err != nil {
		return &CheckpointError{e.o.Checkpoint, err.Error()}
	}
	return nil
}

// failed is why the search, or one of those that share it, had to be given up; nil if it goes on.
func (e *exploration) failed() error {
	strategies := []any{e.workers[0].strategy}
	for _, t := range e.round {
		strategies = append(strategies, t.search)
	}
	for _, s := range strategies {
		if f, ok := s.(interface{ Err() error }); ok && f.Err() != nil {
			return f.Err()
		}
	}
	return nil
}

// encode is the checkpoint as a file.
func (e *exploration) encode() ([]byte, error) {
	c := checkpoint{Search: e.identity, Next: e.next, Tally: e.tally.save(), Attempt: e.attempt, Begun: e.begun, Known: e.memory()}
	if a, ok := e.workers[0].strategy.(*Auto); ok {
		c.Beside = a.saveBeside()
	}
	searches := 0
	for _, t := range e.round {
		saved := savedTask{First: t.first, Quota: t.quota, Used: t.used, Over: t.over, Tally: t.tally.save()}
		if t.search != nil {
			searches++
			saved.Search = searches
		}
		c.Round = append(c.Round, saved)
	}
	if s, ok := e.workers[0].strategy.(Saver); ok {
		if c.Left = s.Save(); c.Left.Spoilt {
			c.Round = nil // nothing of it counts
		}
	}
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(c); err != nil {
		return nil, err
	}
	data := binary.BigEndian.AppendUint32([]byte(checkpointMagic), crc32.ChecksumIEEE(body.Bytes()))
	return append(data, body.Bytes()...), nil
}

// saveRegularly writes checkpoints until the function that it returns is called, at first or again, which says why one
// could not be written. Then the search ends, so that nobody relies on it.
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
				failed <- nil
				return
			case <-tick.C:
				if err := e.save(); err != nil {
					e.halt()
					failed <- err
					return
				}
			}
		}
	}()
	return sync.OnceValue(func() error {
		close(done)
		return <-failed
	})
}
