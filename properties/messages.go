package properties

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"simrun/models/queue"
	"simrun/sim"
)

// NoItemLeft holds unless, when the program was completed, a queue is not empty, or Queue.shutdown(immediate=True) threw
// items away. It is strict: it counts a None, and what [NoLostMessage] takes for left on purpose. Its kind is "item-left".
var NoItemLeft sim.Property = NoItemLeftIn()

// NoItemLeftIn is [NoItemLeft] of the queues of these names only; of all if there is none. It panics with a misuse if
// a completed program has no queue of one of the names.
func NoItemLeftIn(queues ...string) sim.Property {
	c := &check{name: "no item left in " + cmp.Or(strings.Join(queues, ", "), "a queue")}
	c.look = func(x *sim.Execution) *sim.Failure {
		return noItemLeft(x, func(name string) bool { return len(queues) == 0 || slices.Contains(queues, name) }, queues)
	}
	return c
}

// NoDuplicatedMessage holds unless a message was got more often than it was put: by the books of a [Ledger], since a
// queue gives each of its items out once. Its kind is "duplicated-message".
var NoDuplicatedMessage sim.Property = &check{name: "no duplicated message", look: noDuplicatedMessage}

// NoReorderedMessage holds unless a message was got before one that the same thread had put earlier into the same queue
// or sent by the same [Ledger]. Queues that are made for it, LifoQueue and PriorityQueue, count too. Its kind is
// "reordered-message".
var NoReorderedMessage sim.Property = &check{name: "no reordered message", look: noReorderedMessage}

// channel is whatever messages go through, as these properties see it: a queue, or a ledger.
type channel interface {
	Left() []queue.Message
	Delivered() []queue.Message
	Asked(t *sim.Thread) bool
	FoundNone(t *sim.Thread) bool
}

// eachChannel calls f with every queue of the world, in the order in which they were made.
func eachChannel(x *sim.Execution, f func(o *sim.Object, c channel)) {
	for _, o := range x.World().Objects() {
		if c, ok := o.Model().(channel); ok {
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

func noItemLeft(x *sim.Execution, of func(name string) bool, named []string) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	mustHave(x, named)
	var f findings
	eachChannel(x, func(o *sim.Object, c channel) {
		if !of(o.Name()) {
			return
		}
		add := func(m queue.Message, fate string) {
			f.add(fmt.Sprintf("%s, put by %s, %s", m.Producer.World().Show(m.Item), Who(m.Producer), fate), "item of "+task(m.Producer)+" "+fate)
		}
		for _, m := range c.Left() {
			add(m, "is left in "+o.Name())
		}
		if q, ok := c.(*queue.Queue); ok {
			for _, m := range q.Drained() {
				add(m, "was thrown away by the shutdown of "+o.Name())
			}
		}
	})
	return f.failure("item-left")
}

// mustHave panics if the program has no queue of one of the names: a property of it could never fail.
func mustHave(x *sim.Execution, names []string) {
	if len(names) == 0 {
		return
	}
	var have []string
	eachChannel(x, func(o *sim.Object, _ channel) { have = append(have, o.Name()) })
	for _, name := range names {
		if !slices.Contains(have, name) {
			sim.Misuse("a property names the queue %q, which the program does not have; it has %s", name, cmp.Or(strings.Join(have, ", "), "none"))
		}
	}
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
	f.add(fmt.Sprintf("%s put %s into %s before %s, which was got first", Who(by), by.World().Show(earlier), name, by.World().Show(later)),
		"messages of "+task(by)+" in "+name)
}
