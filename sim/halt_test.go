package sim

import (
	"fmt"
	"testing"
	"time"
)

// halter carries on and halts at a moment: each point counts as one, with a choice or without.
type halter struct {
	moment int
	at     int
	last   string // what was seen at the last point
}

func (h *halter) Choose(p *Point) int {
	if h.Halts(p) {
		return Stop
	}
	return 0
}

func (h *halter) Halts(p *Point) bool {
	h.last = fmt.Sprintf("step %d:", p.Step())
	for i := range p.Len() {
		if p.IsValue() {
			h.last += fmt.Sprintf(" %d", i)
			continue
		}
		t := p.Thread(i)
		h.last += " " + t.Name() + " " + t.Pending().Name
		if t == p.Current() {
			h.last += " carries on"
		}
	}
	h.at++
	return h.at > h.moment
}

// TestHalts: an execution can be given up before each step, forced ones and the first included, and where a value is
// chosen. The trace says what would come next.
func TestHalts(t *testing.T) {
	program := Program{Name: "halts", Main: func(w *World) {
		c := newCell(w)
		w.Spawn("a", func() { c.store(1); c.store(w.Choose(2)) })
		w.Sleep(time.Second)
		c.load()
	}}
	for moment, want := range []struct {
		end        End
		seen, next string
		now        time.Duration
	}{
		{Stopped, "step 0: MainThread spawn", " MainThread spawn 0", 0},
		{Stopped, "step 1: a Cell.store", " a Cell.store 0", 100 * time.Microsecond},
		{Stopped, "step 2: 0 1", "", 200 * time.Microsecond},
		{Stopped, "step 2: a Cell.store carries on", " a Cell.store 0", 200 * time.Microsecond},
		{Stopped, "step 3: MainThread time.sleep", " MainThread time.sleep 3", time.Second + 100*time.Microsecond},
		{Stopped, "step 4: MainThread Cell.load carries on", " MainThread Cell.load 1", time.Second + 200*time.Microsecond},
		{Completed, "step 4: MainThread Cell.load carries on", "", time.Second + 300*time.Microsecond},
	} {
		h := &halter{moment: moment}
		x := Run(program, Config{Record: true}, h)
		next := ""
		for _, e := range x.Trace.Next {
			next += fmt.Sprintf(" %s %s %d", x.Trace.Threads[e.Thread].Name, e.Op, e.Effect)
		}
		if x.End != want.end || h.last != want.seen || next != want.next || x.Now != want.now {
			t.Errorf("moment %d: %v, seen %q, next %q, at %v; want %+v", moment, x.End, h.last, next, x.Now, want)
		}
	}
}
