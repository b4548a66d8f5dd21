package properties

import (
	"fmt"
	"slices"

	"simrun/models/queue"
	"simrun/sim"
)

// NoLostMessage holds unless, when the program was completed, there is a message that was put into a queue, or sent by
// a [Ledger], and that nobody got. It counts those that Queue.shutdown(immediate=True) threw away. Its kind is
// "lost-message". An item nil, Python's None, is taken for the sign to stop, which carries no message: [NoItemLeft]
// counts it.
var NoLostMessage sim.Property = &check{name: "no lost message", look: noLostMessage}

// NoItemLeft holds unless a queue is not empty when the program was completed. Its kind is "item-left".
var NoItemLeft sim.Property = &check{name: "no item left in a queue", look: noItemLeft}

// NoDuplicatedMessage holds unless a message was got more often than it was put: by the books of a [Ledger], since a
// queue gives each of its items out once. Its kind is "duplicated-message".
var NoDuplicatedMessage sim.Property = &check{name: "no duplicated message", look: noDuplicatedMessage}

// NoReorderedMessage holds unless a message was got before one that the same thread had put earlier into the same queue
// or sent by the same [Ledger]. Queues that are made for it, LifoQueue and PriorityQueue, count too. Its kind is
// "reordered-message".
var NoReorderedMessage sim.Property = &check{name: "no reordered message", look: noReorderedMessage}

// channel is a queue.
type channel interface {
	Left() []queue.Message
	Delivered() []queue.Message
}

// eachChannel calls f with every queue of the world, in the order in which they were made.
func eachChannel(x *sim.Execution, f func(o *sim.Object, c channel)) {
	for _, o := range x.World().Objects() {
		switch c := o.Model().(type) {
		case *queue.Queue:
			f(o, c)
		case *queue.SimpleQueue:
			f(o, c)
		}
	}
}

// eachLedger calls f with every ledger of the world, in the order in which they were made.
func eachLedger(x *sim.Execution, f func(l *Ledger)) {
	for _, o := range x.World().Objects() {
		if l, ok := o.Model().(*Ledger); ok {
			f(l)
		}
	}
}

func noLostMessage(x *sim.Execution) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	var f findings
	eachChannel(x, func(o *sim.Object, c channel) {
		for _, m := range c.Left() {
			f.addMessage(m, "is left in "+o.Name())
		}
		if q, ok := c.(*queue.Queue); ok {
			for _, m := range q.Drained() {
				f.addMessage(m, "was thrown away by the shutdown of "+o.Name())
			}
		}
	})
	eachLedger(x, func(l *Ledger) { l.lost(&f) })
	return f.failure("lost-message")
}

// addMessage notes a message that nobody got, unless it is a sign to stop.
func (f *findings) addMessage(m queue.Message, fate string) {
	if m.Item == nil {
		return
	}
	f.add(fmt.Sprintf("%s, put by %s, %s", m.Producer.World().Show(m.Item), who(m.Producer), fate), "message of "+task(m.Producer)+" "+fate)
}

func noItemLeft(x *sim.Execution) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	var f findings
	eachChannel(x, func(o *sim.Object, c channel) {
		for _, m := range c.Left() {
			f.add(fmt.Sprintf("%s, put by %s, is left in %s", m.Producer.World().Show(m.Item), who(m.Producer), o.Name()),
				"item of "+task(m.Producer)+" in "+o.Name())
		}
	})
	return f.failure("item-left")
}

func noDuplicatedMessage(x *sim.Execution) *sim.Failure {
	var f findings
	eachLedger(x, func(l *Ledger) { l.duplicated(&f) })
	return f.failure("duplicated-message")
}

func noReorderedMessage(x *sim.Execution) *sim.Failure {
	var f findings
	eachChannel(x, func(o *sim.Object, c channel) {
		var last []queue.Message // of each producer, the latest of its messages that was got
		for _, m := range c.Delivered() {
			i := slices.IndexFunc(last, func(other queue.Message) bool { return other.Producer == m.Producer })
			switch {
			case i < 0:
				last = append(last, m)
			case last[i].Seq < m.Seq:
				last[i] = m
			default:
				f.addReordered(m.Producer, last[i].Item, m.Item, o.Name())
			}
		}
	})
	eachLedger(x, func(l *Ledger) { l.reordered(&f) })
	return f.failure("reordered-message")
}

// addReordered notes that the message later of a producer was got first.
func (f *findings) addReordered(by *sim.Thread, later, earlier any, name string) {
	f.add(fmt.Sprintf("%s put %s into %s before %s, which was got first", who(by), by.World().Show(earlier), name, by.World().Show(later)),
		"messages of "+task(by)+" in "+name)
}
