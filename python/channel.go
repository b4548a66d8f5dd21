package python

import (
	"path/filepath"
	"strings"

	"simrun/python/cell"
	"simrun/python/worker"
	"simrun/sim"
)

// An operation on channels says in its object what it does if none is ready, and whether it only looks.
const (
	waitsMask = 3
	looksOnly = 4
)

// newChannel makes the channel that a record tells of.
func (x *execution) newChannel(r worker.Record) {
	kind, name, _ := strings.Cut(r.Text, "|")
	x.channels[r.Object] = cell.NewChannel(x.w, kind, name, programKey|r.Object, cell.Ready(r.Arg))
}

// channel is the one that a record names.
func (x *execution) channel(r worker.Record) *cell.Channel {
	c := x.channels[r.Object]
	if c == nil {
		x.broken("an operation on channel %x, which was not made", r.Object)
	}
	return c
}

// operateOnChannels does what a record says to the channels that the records before it have named. What they are ready for then
// the process says behind it.
func (x *execution) operateOnChannels(r worker.Record) {
	parts := x.parts
	x.parts = nil
	flags := r.Object
	if r.Object = 0; len(parts) > 0 {
		r.Object = parts[0].Channel.Key()
	}
	op := cell.Operate(parts, cell.Waits(flags&waitsMask), flags&looksOnly != 0)
	if len(parts) == 0 { // it waits for nothing that could come, or is done with what lies outside of the process
		op.Guard = nil
		if cell.Waits(flags&waitsMask) == cell.Blocks {
			op.Guard = asleep{}
		}
	}
	x.do(r, op, r.Text)
}

// operateOutside declares that something is done with what lies outside of the process: what comes of it is not under control.
func (x *execution) operateOutside(r worker.Record) {
	if x.beyond == nil {
		x.beyond = &sim.Object{}
		x.beyond.Init(x.w, "Outside", "what lies outside of the process", nil)
		x.beyond.SetKey(programKey | beyondKey)
	}
	x.do(r, sim.Op{Object: x.beyond}, r.Text)
	x.w.Notef("outside of the process")
	_, place, _ := strings.Cut(r.Place, "|")
	x.s.wentOutside(strings.TrimSuffix(r.Text+" at "+filepath.Base(place), " at ."))
}

// wentOutside notes what an execution has done with what lies outside of the process. The first of the alphabet stands for all, so
// that it does not depend on which worker is faster.
func (s *Script) wentOutside(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.outside == "" || what < s.outside {
		s.outside = what
	}
}

// Outside is what executions have done so far with what lies outside of the process, "subprocess.Popen at script.py:2": what
// comes of that is not under control, and nothing is proved. It is empty if there was nothing.
func (s *Script) Outside() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.outside
}

// beyondKey is the key of what lies outside of the process, apart from those of all that the program makes.
const beyondKey = 1<<62 - 1
