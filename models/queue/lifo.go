package queue

import (
	"slices"

	"simrun/sim"
)

// history keeps the messages that were got, for stores that do not have them anyway.
type history struct{ got []Message }

func (h *history) note(m Message, by *sim.Thread) Message {
	m.Consumer = by
	h.got = append(h.got, m)
	return m
}

func (h *history) delivered() []Message { return h.got }

// lifo gives out the newest message first.
type lifo struct {
	history
	stack []Message
}

func (l *lifo) push(m Message) { l.stack = append(l.stack, m) }

func (l *lifo) pop(by *sim.Thread) Message {
	last := len(l.stack) - 1
	m := l.stack[last]
	l.stack = l.stack[:last]
	return l.note(m, by)
}

func (l *lifo) drain(each func(m Message)) {
	for _, m := range l.left() {
		each(m)
	}
	l.stack = nil
}

func (l *lifo) raw() []Message { return l.stack }
func (l *lifo) clear()         { l.stack = nil }

func (l *lifo) size() int { return len(l.stack) }

func (l *lifo) left() []Message {
	left := slices.Clone(l.stack)
	slices.Reverse(left)
	return left
}
