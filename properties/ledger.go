package properties

import (
	"fmt"
	"reflect"

	"simrun/sim"
)

// Ledger keeps the books of messages that travel by a way that the simulator does not know as a queue: a variable, a
// list, a buffer of one's own. [NoLostMessage], [NoDuplicatedMessage] and [NoReorderedMessage] look at it.
//
// Its methods are no operations, so they change nothing about what a search finds. Call them right after the operation
// that hands the message over: then their order is that of these operations.
type Ledger struct {
	sim.Object
	sent, received []letter
}

// letter is one message in a ledger.
type letter struct {
	value any
	by    *sim.Thread
}

// NewLedger opens a ledger. The name is that of what it keeps the books of; an empty one becomes "Ledger-1" and so on.
func NewLedger(w *sim.World, name string) *Ledger {
	l := sim.Renew(w, func(l *Ledger) Ledger { return Ledger{sent: l.sent[:0], received: l.received[:0]} })
	l.Init(w, "Ledger", name, l)
	return l
}

// Sent notes that the running thread has sent a message. Messages may be equal: then one is as good as the other.
func (l *Ledger) Sent(value any) { l.sent = l.enter(l.sent, value) }

// Received notes that the running thread has received a message.
func (l *Ledger) Received(value any) { l.received = l.enter(l.received, value) }

func (l *Ledger) enter(book []letter, value any) []letter {
	w := l.World()
	if w.Killing() {
		return book
	}
	if w.Current() == nil {
		sim.Misuse("Ledger %s used outside a running thread", l.Name())
	}
	return append(book, letter{value, w.Current()})
}

// State is how many messages are under way, for traces.
func (l *Ledger) State() string {
	return fmt.Sprintf("%d sent, %d received", len(l.sent), len(l.received))
}

// count says how often the value is in the book.
func count(book []letter, value any) int {
	n := 0
	for i := range book {
		if same(book[i].value, value) {
			n++
		}
	}
	return n
}

// same is reflect.DeepEqual, without its cost for what most messages are: each execution of a search compares them all.
func same(a, b any) bool {
	switch a := a.(type) {
	case int:
		n, ok := b.(int)
		return ok && n == a
	case string:
		text, ok := b.(string)
		return ok && text == a
	}
	return reflect.DeepEqual(a, b)
}

// lost finds the messages that were sent more often than received. Of equal ones the last are taken to be lost.
func (l *Ledger) lost(f *findings) {
	for i, m := range l.sent {
		if count(l.sent[:i+1], m.value) > count(l.received, m.value) {
			f.add(fmt.Sprintf("%s, sent by %s, was never received from %s", l.World().Show(m.value), Who(m.by), l.Name()),
				"message of "+task(m.by)+" in "+l.Name())
		}
	}
}

// duplicated finds the messages that were received more often than sent.
func (l *Ledger) duplicated(f *findings) {
	for i, m := range l.received {
		sent, received := count(l.sent, m.value), count(l.received[:i+1], m.value)
		if received <= sent {
			continue
		}
		text := fmt.Sprintf("%s received %s from %s, which nobody had sent", Who(m.by), l.World().Show(m.value), l.Name())
		if sent > 0 {
			text = fmt.Sprintf("%s received %s from %s once more than it was sent", Who(m.by), l.World().Show(m.value), l.Name())
		}
		f.add(text, task(m.by)+" from "+l.Name())
	}
}

// reordered finds pairs of messages of one thread that were received in the other order. It leaves out values that were
// sent or received more than once, because then nobody can say which is which.
func (l *Ledger) reordered(f *findings) {
	place := make([]int, len(l.sent)) // of what was received, among what was sent; -1 if that is not known
	for i := range place {
		place[i] = -1
	}
	for i, m := range l.sent {
		if count(l.sent, m.value) != 1 || count(l.received, m.value) != 1 {
			continue
		}
		for k := range l.received {
			if same(l.received[k].value, m.value) {
				place[i] = k
			}
		}
	}
	for i, m := range l.sent {
		for j := range i {
			if l.sent[j].by == m.by && place[i] >= 0 && place[i] < place[j] {
				f.addReordered(m.by, m.value, l.sent[j].value, l.Name())
				break
			}
		}
	}
}
