package queue

import "simrun/sim"

// Message is an item on its way, with what properties need to know of it: who put it, and who got it.
type Message struct {
	Item     any
	Producer *sim.Thread // who put it
	Seq      int         // number of the message among those that this thread put into this queue, from 1
	Consumer *sim.Thread // who got it; nil if nobody did
}

// book counts the messages of a queue, and notes what each thread did to it last. It is plain data: reading it is not an
// operation.
type book struct {
	puts, gets int
	accounts   []account // by the thread's index
}

// account is what one thread did to a queue.
type account struct {
	seq   int  // messages that it put
	asked bool // it called get, whatever came of it
	none  bool // what it did last was to look, and there was no item
}

// of is the thread's account.
func (b *book) of(t *sim.Thread) *account {
	for len(b.accounts) <= t.Index() {
		b.accounts = append(b.accounts, account{})
	}
	return &b.accounts[t.Index()]
}

// message makes the next message of the running thread.
func (b *book) message(t *sim.Thread, item any) Message {
	a := b.of(t)
	a.seq++
	a.none = false
	b.puts++
	return Message{Item: item, Producer: t, Seq: a.seq}
}

// asks notes a get.
func (b *book) asks(t *sim.Thread) {
	a := b.of(t)
	a.asked, a.none = true, false
}

// looks notes that the running thread saw that there are n items.
func (b *book) looks(w *sim.World, n int) {
	if !w.Killing() {
		b.of(w.Current()).none = n == 0
	}
}

// Puts is how many items were put. It is for properties: it is not an operation.
func (b *book) Puts() int { return b.puts }

// Gets is how many items were got. It is for properties: it is not an operation.
func (b *book) Gets() int { return b.gets }

// Asked says whether the thread called get, whatever came of it. It is for properties: it is not an operation.
func (b *book) Asked(t *sim.Thread) bool {
	return t.Index() < len(b.accounts) && b.accounts[t.Index()].asked
}

// FoundNone says whether what the thread did last with the queue was to look, by Empty or QSize, and there was no item.
// It is for properties: it is not an operation.
func (b *book) FoundNone(t *sim.Thread) bool {
	return t.Index() < len(b.accounts) && b.accounts[t.Index()].none
}
