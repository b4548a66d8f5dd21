package worker

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"time"
)

// Kind is what a record of the process says; shim/core.py has the same.
type Kind uint8

// The kinds of records. Up to Write each is an operation that its thread is about to carry out.
const (
	Acquire Kind = iota + 1 // take one from a cell as soon as there is one
	Try                     // take one if there is one
	Release                 // add one
	Wait                    // until there is one
	Read                    // the value of a cell
	Sleep
	Spawn    // a thread
	End      // of the thread
	Write    // to a stream
	Raise    // an exception ended the thread, or was reported as such
	Exit     // of the process, which is an operation too
	New      // a cell
	text     // a text, which is sent once
	done     // with the execution
	Poll     // look at something outside
	Refused  // the program does what cannot be simulated
	broken   // the process does not believe what this side does
	Call     // the thread calls the library: what follows with this number is part of it
	Library  // an object of the library that the program has made
	Label    // the thread runs a task of this name
	Note     // what the operation under way does, in words
	Put      // an item into a queue
	Got      // an item from a queue
	Looked   // whether a queue is empty
	Asked    // the program asks for the time: what it says may depend on it
	Load     // what threads share: an attribute, an item, a global
	Store    // likewise
	Variable // that is accessed for the first time
	Learned  // a variable that threads share, whose accesses are no operations yet
	Enter    // as Acquire, by a with statement
	Unread   // an exception that stayed in its future
	Arm      // have something come from outside at some time: a signal, or the collector
	Armed    // look whether it has come
	Taken    // what has come was taken
	Fork     // of the process, beside other threads: the execution ends there
	Broke    // what should hold does not: the execution ends there
	Channel  // that the process makes: one direction of a pipe or a connection
	Part     // a channel that the next operation on channels is about, and what it is to be ready for
	Operate  // on channels
	Ready    // what a channel is ready for now, and where the tasks stand of the event loop that is about to wait for it
	Outside  // something is done with what lies outside of the process
)

// Record is one thing that the process says.
type Record struct {
	Kind   Kind
	Thread int
	Object uint64 // key of a cell, thread or object of the library, or number of a stream
	Place  string // of an operation: the call of the library and the line, "Queue.get|/path/script.py:12"
	Call   int    // the number of that call among those of the thread; 0 if there is none
	Text   string // of Exit, Operate, Outside, Channel, Spawn, Arm, Fork, Broke, Write, Raise, New, Refused, Library, Label, Note, Put, Got, Variable and Learned
	Arg    int64  // deadline in ns, or -1; the switching mode of a Load or Store; the value of a New cell; what a Channel is ready for; the room of a Library's queue; what an item is
}

// Deadline is the point of virtual time at which an operation ends without having taken place.
func (r *Record) Deadline() (at time.Duration, timed bool) {
	return time.Duration(r.Arg), r.Arg >= 0 && r.Kind != Load && r.Kind != Store
}

// Number is that of a variable by its name. Several may have the same: then the accesses to all of them are operations.
func Number(name string) uint32 { return crc32.ChecksumIEEE([]byte(name)) & 0xffff }

// A place is the number of a text, and above these bits the number of a call.
const (
	callBits = 32
	callMask = 1<<64 - 1<<callBits
)

// The object of an operation on channels is flags, and above them the number of the text that says what it is.
const flagBits = 8

// recordWords is the number of words of a record.
const recordWords = 4

// Request says how the next execution is to be carried out.
type Request struct {
	Anytime bool // a deadline may come at any point
	Once    bool // a worker carries it out that has executed nothing else, nor will
	Polls   bool // a thread may lose the GIL when a with statement has taken its lock
	Mode    int  // the switching mode, as sim numbers it
	Seed    uint64
	Cost    time.Duration // of a step
	Leads   bool          // the plan is the segments of a [sim.Leader]
	Plan    []int32       // the threads of the first steps, or those segments
	Draws   []uint64      // words that decide the first choices: see [sim.Drawer]
	Shared  []uint32      // numbers of the variables whose accesses are operations: see Number
}

// encode is what is sent.
func (q *Request) encode(b []byte) []byte {
	flags := uint64(0)
	if q.Anytime {
		flags |= 1
	}
	if q.Once {
		flags |= 2
	}
	if q.Polls {
		flags |= 8
	}
	if q.Leads {
		flags |= 4
	}
	flags |= uint64(q.Mode) << 8
	for _, v := range [...]uint64{flags, q.Seed & (1<<63 - 1), uint64(q.Cost), uint64(len(q.Plan)), uint64(len(q.Draws)), uint64(len(q.Shared))} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	for _, t := range q.Plan {
		b = binary.LittleEndian.AppendUint32(b, uint32(t))
	}
	for _, v := range q.Draws {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	for _, v := range q.Shared {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// batch holds what the process has sent last, as far as it was not looked at.
type batch struct {
	data   []byte
	texts  map[uint64]string
	copied Copy
}

func (b *batch) word(i int) uint64 { return binary.LittleEndian.Uint64(b.data[8*i:]) }

// next is the next record; ok is false at the end of the batch.
func (b *batch) next() (r Record, ok bool, err error) {
	for len(b.data) >= 8*recordWords {
		head, object, place, arg := b.word(0), b.word(1), b.word(2), b.word(3)
		if Kind(head) == text {
			if err := b.learn(object, place); err != nil {
				return r, false, err
			}
			continue
		}
		b.data = b.data[8*recordWords:]
		r = Record{Kind: Kind(head), Thread: int(head >> 8), Object: object, Arg: int64(arg)}
		switch r.Kind {
		case New, Library, Put, Got, Looked, Variable, Channel, Ready:
			r.Text = b.texts[place]
		case broken:
			return r, false, errors.New(b.texts[arg])
		case Exit:
			r.Text = b.texts[arg]
			r.Place, r.Call = b.texts[place&^callMask], int(place>>callBits)
		case Spawn, Write, Raise, Refused, Label, Note, Learned, Unread, Arm, Fork, Broke:
			r.Text, r.Arg = b.texts[arg], -1
			r.Place, r.Call = b.texts[place&^callMask], int(place>>callBits)
		case Operate, Outside:
			r.Text, r.Object = b.texts[object>>flagBits], object&(1<<flagBits-1)
			r.Place, r.Call = b.texts[place&^callMask], int(place>>callBits)
		default:
			r.Place, r.Call = b.texts[place&^callMask], int(place>>callBits)
		}
		return r, true, nil
	}
	if len(b.data) > 0 {
		return r, false, fmt.Errorf("a batch ends with %d bytes of a record", len(b.data))
	}
	return r, false, nil
}

// givesWay says whether the worker has not begun, because another one is to.
func (b *batch) givesWay() bool {
	return len(b.data) >= 8*recordWords && Kind(b.word(0)) == done
}

// learn enters a text under its number.
func (b *batch) learn(number, size uint64) error {
	from := uint64(8 * recordWords)
	if size > uint64(len(b.data))-from {
		return fmt.Errorf("a text of %d bytes in a batch of %d", size, len(b.data))
	}
	b.texts[number] = b.copied.original(string(b.data[from : from+size]))
	b.data = b.data[from+(size+7)&^7:]
	return nil
}
