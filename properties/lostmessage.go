package properties

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"simrun/sim"
)

// NoLostMessage holds unless a message was lost when the program was completed. A message in a queue is lost if its
// consumer had left because the queue looked empty, and the message came after that look; the package comment says
// what follows from it. A message of a [Ledger] is lost if it was sent and not received. Its kind is "lost-message".
var NoLostMessage sim.Property = NoLostMessageExcept()

// NoLostMessageExcept is [NoLostMessage] without the queues of these names, in which anything may be left. It panics
// with a misuse if a completed program has no queue of one of the names.
func NoLostMessageExcept(queues ...string) sim.Property {
	c := &check{name: "no lost message"}
	if len(queues) > 0 {
		c.name += " except in " + strings.Join(queues, ", ")
	}
	c.look = func(x *sim.Execution) *sim.Failure { return noLostMessage(x, queues) }
	return c
}

func noLostMessage(x *sim.Execution, except []string) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	mustHave(x, except)
	var f findings
	eachChannel(x, func(o *sim.Object, c channel) {
		left := c.Left()
		if len(left) == 0 || slices.Contains(except, o.Name()) || !leftTooEarly(x, o, c) || areTokens(c) {
			return
		}
		for _, m := range left {
			if !isEmpty(m.Item) {
				f.add(fmt.Sprintf("%s, put by %s, is left in %s", m.Producer.World().Show(m.Item), Who(m.Producer), o.Name()),
					"message of "+task(m.Producer)+" is left in "+o.Name())
			}
		}
	})
	eachLedger(x, func(l *Ledger) { l.lost(&f) })
	return f.failure("lost-message")
}

// leftTooEarly says whether a consumer of the queue ended, and the last that it had to do with the queue was to look
// whether there is an item, and there was none. The consumers are those that called get or, if nobody did, those that
// looked. As long as one of them is alive, a daemon that is killed with the process, the queue has its consumer.
func leftTooEarly(x *sim.Execution, o *sim.Object, c channel) bool {
	asked, alive, early, looked := false, false, false, false
	for _, t := range x.World().Threads() {
		there := !t.Done() && t.Index() != 0 // the main thread has returned, or ended the process
		none := c.FoundNone(t)
		if c.Asked(t) || there && isGet(t.Pending(), o) {
			asked, alive, early = true, alive || there, early || none
		}
		looked = looked || none && !there
	}
	if !asked {
		return looked
	}
	return early && !alive
}

// isGet says whether a thread waits for an item of the queue.
func isGet(op *sim.Op, o *sim.Object) bool {
	call := op.From().Call
	return (op.Object == o || call != nil && call.Object == o) && strings.Contains(op.Name, ".get")
}

// areTokens says whether all that was put into the queue, at least twice, is the same: that one is there is all that it
// says, so that any other will do as well, and who takes several at once has lost nothing.
func areTokens(c channel) bool {
	all := slices.Concat(c.Delivered(), c.Left())
	for _, m := range all {
		if !identical(m.Item, all[0].Item) {
			return false
		}
	}
	return len(all) > 1
}

// identical is Python's ==, of objects that do not define it: two pointers are if they point to the same.
func identical(a, b any) bool {
	if reflect.ValueOf(a).Kind() == reflect.Pointer {
		return a == b
	}
	return same(a, b)
}

// isEmpty says whether an item carries nothing: Python's None, "", b"", [], object().
func isEmpty(item any) bool {
	v := reflect.ValueOf(item)
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() == 0
	case reflect.Pointer:
		return v.IsNil() || v.Type().Elem().Size() == 0
	}
	return v.Type().Size() == 0
}
