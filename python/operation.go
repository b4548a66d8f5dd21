package python

import (
	"strconv"
	"strings"

	"simrun/python/cell"
	"simrun/python/worker"
	"simrun/sim"
)

// operate declares the operation of a record and carries it out.
func (x *execution) operate(r worker.Record) {
	switch r.Kind {
	case worker.Load, worker.Store:
		x.access(r)
	case worker.Acquire, worker.Enter, worker.Try, worker.Release, worker.Wait, worker.Read:
		x.operateOnCell(r)
	case worker.Sleep:
		x.do(r, sim.Op{Guard: asleep{}, Class: sim.IO}, "time.sleep")
	case worker.Write:
		x.do(r, sim.Op{Object: x.w.Stderr(), Class: sim.IO}, "write")
		x.print(int(r.Object&streamMask), int(r.Object>>streamBits), r.Text)
	case worker.Spawn:
		x.do(r, sim.Op{Object: x.w.Registry()}, "Thread.start")
		child := len(x.w.Threads())
		x.w.StartThread(r.Text, func() { x.live(child) }).SetKey(programKey | r.Object)
	case worker.Operate:
		x.operateOnChannels(r)
	case worker.Outside:
		x.operateOutside(r)
	case worker.Arm:
		x.arm(r)
	case worker.Armed:
		x.do(r, sim.Op{Object: &x.outside[x.armed(r)].Object, Effect: sim.Reads}, "signal.signal")
	default:
		x.broken("a record of the kind %d", r.Kind)
	}
}

// The object of a write is the number of the stream, and above these bits how much of the text is the time that it begins with.
const (
	streamBits = 8
	streamMask = 1<<streamBits - 1
)

// programKey marks the keys that the program gives, apart from those of sim.
const programKey = 1 << 63

// newCell makes the cell that a record tells of.
func (x *execution) newCell(r worker.Record) {
	words := strings.SplitN(r.Text+"||", "|", 3)
	kind, thread, known := strings.Cut(words[0], " ")
	c := cell.New(x.w, kind, words[1], strings.TrimRight(words[2], "|"), programKey|r.Object, r.Arg)
	if t, err := strconv.Atoi(thread); known && err == nil && t < len(x.w.Threads()) {
		if kind == "Waiter" {
			c.DoneBy(x.w.Threads()[t])
		} else {
			c.Ends(x.w.Threads()[t])
		}
	}
	_, name, _ := strings.Cut(r.Text, "|")
	x.watched(&c.Object, name)
	if x.cells[r.Object] = c; kind == "Thread" {
		x.ends = append(x.ends, &c.Object)
	}
}

// operateOnCell does what a record says to a cell.
func (x *execution) operateOnCell(r worker.Record) {
	c := x.cells[r.Object]
	if c == nil {
		x.broken("an operation on cell %x, which was not made", r.Object)
	}
	switch r.Kind {
	case worker.Acquire, worker.Enter:
		op := c.Acquire()
		if r.Kind == worker.Enter && !x.polls {
			op.After = sim.Bytecode
		}
		if x.do(r, op, c.Called("acquire")) {
			c.Take(x.w.Current(), r.Place)
			c.Enter(enters(r))
		}
	case worker.Try:
		x.do(r, c.Try(), c.Called("try"))
		c.Take(x.w.Current(), r.Place)
	case worker.Wait:
		x.do(r, c.Wait(), c.Called("wait"))
	case worker.Read:
		x.do(r, c.Read(), c.Called("read"))
	case worker.Release:
		x.do(r, c.Release(), c.Called("release"))
		c.Give()
	}
}

// do declares an operation with the words of the record: the call of the library that it is part of, or else what it
// does, and the line of the script.
func (x *execution) do(r worker.Record, op sim.Op, does string) bool {
	op.Name, op.Internal = does, true
	from := &sim.Origin{}
	if at, timed := r.Deadline(); timed {
		op.Timed, op.Deadline = true, at
	}
	if call, place, found := strings.Cut(r.Place, "|"); found {
		if call != "" {
			op.Name = call
		}
		from.File, from.Line = split(place)
	}
	if r.Call != 0 {
		from.Call = x.callOf(r)
		if c := x.cells[r.Object]; c != nil && x.w.Recording() {
			from.Part = c.Part() + "." + does[strings.LastIndexByte(does, '.')+1:]
		}
	}
	op.Origin = from
	took := x.await(op)
	if op.Timed && !took && r.Kind != worker.Sleep && x.w.Config().Clock == sim.Anytime {
		x.elapse(&op)
	}
	x.clock = x.w.Stamp()
	x.acted(&op)
	if from.Call != nil && from.Call.Object != nil {
		from.Call.Object.Model().(*library).called(x.w.Current(), from.Call.Name)
	}
	return took
}

// split takes "/path/script.py:12" apart.
func split(place string) (file string, line int) {
	colon := strings.LastIndexByte(place, ':')
	if colon < 0 {
		return "", 0
	}
	line, err := strconv.Atoi(place[colon+1:])
	if err != nil {
		return "", 0
	}
	return place[:colon], line
}

// asleep is the guard of a sleep, which ends only when its time is up.
type asleep struct{}

func (asleep) Effect(*sim.Thread) sim.Effect { return sim.Blocks }
