package scheduler

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"

	"simrun/scheduler/replay"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// readCheckpoint reads what a checkpoint holds; nil if there is no file.
func readCheckpoint(name string) ([]byte, error) {
	refuse := func(reason string) error { return &CheckpointError{name, reason} }
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, refuse(err.Error())
	}
	if !info.Mode().IsRegular() {
		return nil, refuse("it is no file that can be read and replaced: name another one")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, refuse(err.Error())
	}
	body, err := checkpointBody(data)
	if err != nil {
		return nil, refuse(err.Error())
	}
	return body, nil
}

// checkpointBody is what a checkpoint holds.
func checkpointBody(data []byte) ([]byte, error) {
	body, ok := bytes.CutPrefix(data, []byte(checkpointMagic))
	switch {
	case !ok && bytes.HasPrefix(data, []byte("simrun checkpoint ")):
		return nil, errors.New("it was written by another version of simrun: remove it, or name another file")
	case !ok:
		return nil, errors.New("it is not a checkpoint of simrun: name another file")
	case len(body) < 4 || crc32.ChecksumIEEE(body[4:]) != binary.BigEndian.Uint32(body):
		return nil, errors.New("it is damaged: its checksum does not match; remove it, or name another file")
	}
	return body[4:], nil
}

// load takes up a search that was interrupted. What the file says of executions is not believed where a schedule in it
// can show it.
func (e *exploration) load(c *checkpoint) error {
	if c.Next < 0 {
		return errTotals
	}
	if err := e.recall(c.Begun); err != nil {
		return err
	}
	e.remember(c.Known)
	if err := e.tally.load(c.Tally, c.Next, e.show); err != nil {
		return err
	}
	e.next = c.Next
	var searches []strategy.Strategy
	if s, ok := e.workers[0].strategy.(Saver); ok {
		if err := s.Load(c.Left); err != nil {
			return err
		}
		searches = s.Loaded()
	}
	if a, ok := e.workers[0].strategy.(*Auto); ok {
		var err error
		if searches, err = e.loadAuto(a, c); err != nil {
			return err
		}
	}
	e.attempt = c.Attempt
	if err := e.loadRound(c.Round, searches); err != nil {
		return err
	}
	for _, t := range e.round {
		if e.o.First && len(t.tally.findings) > 0 {
			e.cutBehind(t)
		}
	}
	return nil
}

// loadAuto takes up where Auto stands. It returns the searches of the round under way.
// Which states are rare is not saved: the executions that have shown it are repeated.
func (e *exploration) loadAuto(a *Auto, c *checkpoint) ([]strategy.Strategy, error) {
	if c.Beside.Rare < 0 || c.Beside.Rare > c.Next+strategy.RoundLength {
		return nil, errRound
	}
	now := len(c.Round)
	switch {
	case c.Beside.GoesBack || now > 0 && c.Round[0].Search == 0:
		now = 0 // the full search waits while it samples
	case now == 0 && len(c.Left.Searches) > 0 && c.Next >= c.Beside.Until && !e.incomplete():
		return nil, errRound // only a search that has come to its limit while it samples, or is to begin again, has no round
	}
	searches, ok := a.loadBeside(c.Beside, now)
	if !ok {
		return nil, errRound
	}
	r := e.workers[0].runner
	err := r.Watchdog(e.o.Watchdog, func() {
		for i := range c.Beside.Rare {
			a.rare.Begin(i)
			a.rare.End(r.Run(e.program, e.o.Config, a.rare))
		}
	})
	if err == nil && c.Beside.GoesBack && len(c.Round) > 0 {
		searches = []strategy.Strategy{a.rare}
	}
	return searches, err
}

func (e *exploration) loadRound(round []savedTask, searches []strategy.Strategy) error {
	next := e.next
	for i := range round {
		saved := &round[i]
		t := &task{first: saved.First, quota: saved.Quota, used: saved.Used, over: saved.Over}
		shared := saved.Search == i+1 && i < len(searches) && t.quota == quota(searches[i]) && t.first == e.next
		numbered := saved.Search == 0 && len(searches) == 0 && t.quota <= max(autoSampling, numberedElsewhere) && t.first == next
		if !shared && !numbered || t.used < 0 || t.used > t.quota {
			return errRound
		}
		if shared {
			t.search = searches[i]
			begun, finished := searches[i].(strategy.Sharing).Stands()
			if t.over != finished || t.used > 0 && !begun {
				return errRound
			}
		}
		next += t.quota
		e.addTask(t)
		if err := t.tally.load(saved.Tally, t.used, e.show); err != nil {
			return err
		}
	}
	if begins := len(round) == 0 && e.incomplete(); len(searches) > 0 && len(round) != len(searches) && !begins {
		return errRound // only a search that is to begin again has searches left, and goes on with none of them
	}
	if len(round) > 0 {
		e.round[0].alone = len(round) == 1 && len(searches) == 1
	}
	return nil
}

// errRound is the error of a checkpoint whose round is none.
var errRound = errors.New("its tasks do not fit together")

// show executes a schedule and gives what it shows.
func (e *exploration) show(saved savedSight) (*tally, error) {
	schedule, ok := saved.Schedule.Unpack()
	if !ok {
		return nil, errSight
	}
	seen := newTally(nil)
	r := e.workers[0].runner
	err := r.Watchdog(e.o.Watchdog, func() {
		x, diverged := replay.Once(r, e.program, e.o.Config, sim.Token{Schedule: schedule, Length: saved.Length})
		if diverged == nil {
			verdict, failures := sim.Judge(x, e.o.Properties)
			seen.add(e.program, 0, x, verdict, failures)
		}
	})
	return seen, err
}
