package python

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"simrun/python/worker"
	"simrun/sim"
)

// forked is the kind of a failure: the process was forked while another thread held a lock. The child has a copy of the lock and
// not the thread, so nobody releases it there.
const forked = "forked-while-locked"

// Forked says whether an execution has ended at a fork, in this process.
func (s *Script) Forked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.forked
}

// fork ends the execution: the child is not followed. It depends on who holds which lock. The text of the record names those that
// are made anew in the child, by their keys, or is a question mark if that is not known.
func (x *execution) fork(r worker.Record) {
	locks := x.locks()
	op := sim.Op{Effect: sim.Reads}
	for _, c := range locks {
		op.Also = append(op.Also, &c.Object)
	}
	x.do(r, op, "os.fork")
	x.flush()
	_, at, _ := strings.Cut(r.Place, "|")
	anew := strings.Split(r.Text, ",")
	var held, where []string
	for _, c := range locks {
		t, place := c.Holder()
		if t == nil || t == x.w.Current() || t.Done() || r.Text == "?" || slices.Contains(anew, fmt.Sprintf("%x", c.Key()&^programKey)) {
			continue
		}
		text := fmt.Sprintf("%s held %s", t.Name(), c.Name())
		if _, line, _ := strings.Cut(place, "|"); line != "" {
			text += " (taken at " + filepath.Base(line) + ")"
		}
		held, where = append(held, text), append(where, c.Name()+" held by "+t.Name())
	}
	if len(held) == 0 {
		x.s.mu.Lock()
		x.s.forked = true
		x.s.mu.Unlock()
		x.w.CutShort()
		return
	}
	slices.Sort(where)
	x.w.FailWith(sim.Failure{
		Kind: forked, Where: filepath.Base(at) + ": " + strings.Join(where, ", "),
		Message: fmt.Sprintf("%s forked at %s while %s: in the child nobody releases it", x.w.Current().Name(), filepath.Base(at), strings.Join(held, " and ")),
	})
}
