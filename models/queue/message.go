package queue

import "simrun/sim"

// Message is an item on its way, with what a property wants to know of it.
type Message struct {
	Item     any
	Producer *sim.Thread // who put it
	Seq      int         // the how-manieth that this thread put into this queue, from 1
	Consumer *sim.Thread // who got it; nil if nobody did
}

// book counts what went through a queue. It is plain data: reading it is not an operation.
type book struct {
	puts, gets int
	seqs       []int // messages put so far, by the producer's index
}

// message makes the next message of the running thread.
func (b *book) message(t *sim.Thread, item any) Message {
	for len(b.seqs) <= t.Index() {
		b.seqs = append(b.seqs, 0)
	}
	b.puts++
	b.seqs[t.Index()]++
	return Message{Item: item, Producer: t, Seq: b.seqs[t.Index()]}
}

// Puts is how many items were put. It is for properties: it is not an operation.
func (b *book) Puts() int { return b.puts }

// Gets is how many items were got. It is for properties: it is not an operation.
func (b *book) Gets() int { return b.gets }
