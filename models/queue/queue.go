package queue

import (
	"fmt"
	"strings"

	"simrun/sim"
)

// Queue is Python's queue.Queue, LifoQueue or PriorityQueue: they differ only in which item comes out next.
type Queue struct {
	sim.Object
	book
	maxsize    int
	unfinished int  // put, and not yet reported by TaskDone
	shut       bool // is_shutdown
	store      store
	fifo       fifo      // the store of a Queue
	size       int       // of the store; guards look at the queue's own fields only
	drained    []Message // thrown away by Shutdown(true)
	mutex      Mutex     // held only by a program that asks for it
	shape      string    // of the items of a PriorityQueue so far
	stepwise   bool      // a call that has to wait enters one of these lines first
	getters    line
	putters    line
	tasks      line // of a program's own waits for all_tasks_done
}

// store decides which message comes out next.
type store interface {
	push(m Message) // may panic with a TypeError, the message being in the store
	pop(by *sim.Thread) Message
	size() int
	drain(each func(m Message)) // removes all that is left, in the order in which it would come out
	left() []Message
	raw() []Message // as the deque, list or heap has them
	clear()
	delivered() []Message
}

// New makes a FIFO queue. It holds any number of items if maxsize is 0 or less. It never blocks.
// https://docs.python.org/3.13/library/queue.html#queue.Queue
func New(w *sim.World, name string, maxsize int) *Queue {
	q := sim.Renew(w, func(q *Queue) Queue { return Queue{fifo: fifo{all: q.fifo.all[:0]}} })
	q.store = &q.fifo
	return q.init(w, "Queue", name, maxsize)
}

// NewLifo makes a queue from which the item put last comes out first. It never blocks.
// https://docs.python.org/3.13/library/queue.html#queue.LifoQueue
func NewLifo(w *sim.World, name string, maxsize int) *Queue {
	return (&Queue{store: &lifo{}}).init(w, "LifoQueue", name, maxsize)
}

// NewPriority makes a queue from which the smallest item comes out first: a number, a string, a [Lesser], or a slice of
// such, which is compared like Python's tuple. Items that cannot be compared make Put or Get panic with Python's
// TypeError. Items that are equal come out in no particular order, which is nevertheless that of Python's heapq. It
// never blocks.
//
// The items are compared while the caller of Put or Get holds the queue's mutex: what a Less does, it does under that. As
// long as all items are numbers, strings or tuples of such, of one form, no comparison can fail or be seen, and the queue
// takes the steps of a FIFO queue; with the first item of another form it becomes [Queue.Stepwise].
// https://docs.python.org/3.13/library/queue.html#queue.PriorityQueue
func NewPriority(w *sim.World, name string, maxsize int) *Queue {
	return (&Queue{store: &pile{}}).init(w, "PriorityQueue", name, maxsize)
}

func (q *Queue) init(w *sim.World, kind, name string, maxsize int) *Queue {
	q.maxsize = maxsize
	q.mutex.q = q
	q.stepwise = w.Divided()
	q.Object.Init(w, kind, name, q)
	return q
}

// full says whether a put has to wait.
func (q *Queue) full() bool { return q.maxsize > 0 && q.size >= q.maxsize }

// lookGuard is the guard of the operations that take the mutex and only look.
type lookGuard Queue

func (g *lookGuard) Effect(*sim.Thread) sim.Effect {
	if g.mutex.owner != nil {
		return sim.Blocks
	}
	return sim.Reads
}

// look declares an operation that only looks.
func (q *Queue) look(name string) {
	q.World().Do(sim.Op{Name: name, Object: &q.Object, Guard: (*lookGuard)(q)})
}

// QSize is the number of items in the queue at this moment; it says nothing about the next. It blocks while somebody
// holds the queue's mutex.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.qsize
func (q *Queue) QSize() int {
	q.look("Queue.qsize")
	n := q.size
	q.looks(q.World(), n)
	q.World().Notef("%d", n)
	return n
}

// Empty says whether the queue has no item at this moment: a get right after it may still block, and one after a
// "false" as well, if somebody else was faster. It blocks while somebody holds the queue's mutex.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.empty
func (q *Queue) Empty() bool {
	q.look("Queue.empty")
	q.looks(q.World(), q.size)
	empty := q.World().Killing() || q.size == 0 // a loop until empty must end in a thread that is killed
	q.World().Notef("%t", empty)
	return empty
}

// Full says whether the queue has maxsize items at this moment. It blocks while somebody holds the queue's mutex.
// https://docs.python.org/3.13/library/queue.html#queue.Queue.full
func (q *Queue) Full() bool {
	q.look("Queue.full")
	full := q.full() && !q.World().Killing()
	q.World().Notef("%t", full)
	return full
}

// Left are the messages that are in the queue, in the order in which they would come out. It is for properties: it is
// not an operation.
func (q *Queue) Left() []Message { return q.store.left() }

// Delivered are the messages that were got, in that order. It is for properties: it is not an operation.
func (q *Queue) Delivered() []Message { return q.store.delivered() }

// State is the number of items, the maxsize if there is one, and the first few items: "2/10 [38 81]".
func (q *Queue) State() string {
	var b strings.Builder
	fmt.Fprint(&b, q.size)
	if q.maxsize > 0 {
		fmt.Fprintf(&b, "/%d", q.maxsize)
	}
	writeItems(q.World(), &b, q.store.left())
	if q.shut {
		b.WriteString(" shut down")
	}
	return b.String()
}

// writeItems appends the first few items in brackets.
func writeItems(w *sim.World, b *strings.Builder, left []Message) {
	const shown = 8
	for i, m := range left {
		switch {
		case i == 0:
			b.WriteString(" [")
		case i == shown:
			fmt.Fprintf(b, " … %d more", len(left)-shown)
		default:
			b.WriteByte(' ')
		}
		if i == shown {
			break
		}
		b.WriteString(w.Show(m.Item))
	}
	if len(left) > 0 {
		b.WriteByte(']')
	}
}

// WaitsFor is the holder of the queue's mutex, if somebody took it; otherwise anybody could let a thread go on.
func (q *Queue) WaitsFor(*sim.Thread) []*sim.Thread {
	if q.mutex.owner == nil {
		return nil
	}
	return []*sim.Thread{q.mutex.owner}
}
