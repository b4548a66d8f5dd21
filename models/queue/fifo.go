package queue

import "simrun/sim"

// fifo gives out the oldest message first. It keeps the messages that were got: they are the history of the queue.
type fifo struct {
	all  []Message
	head int // those before it were got
}

func (f *fifo) push(m Message) { f.all = append(f.all, m) }

func (f *fifo) pop(by *sim.Thread) Message {
	m := &f.all[f.head]
	m.Consumer = by
	f.head++
	return *m
}

func (f *fifo) drain(each func(m Message)) {
	for _, m := range f.left() {
		each(m)
	}
	f.all = f.all[:f.head]
}

func (f *fifo) raw() []Message { return f.left() }
func (f *fifo) clear()         { f.all = f.all[:f.head] }

func (f *fifo) size() int            { return len(f.all) - f.head }
func (f *fifo) left() []Message      { return f.all[f.head:] }
func (f *fifo) delivered() []Message { return f.all[:f.head] }
