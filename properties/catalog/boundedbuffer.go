package catalog

import (
	"fmt"

	"simrun/models/condition"
	"simrun/models/lock"
	"simrun/properties"
	"simrun/sim"
)

// A buffer with room for so many items, built from conditions:
//
//	class BoundedBuffer:
//	    def __init__(self, size):
//	        self.items, self.size = collections.deque(), size
//	        lock = threading.Lock()
//	        self.not_full, self.not_empty = threading.Condition(lock), threading.Condition(lock)
//
//	    def put(self, item):
//	        with self.not_full:
//	            while len(self.items) == self.size:
//	                self.not_full.wait()
//	            self.items.append(item)
//	            self.not_empty.notify()
//
//	    def get(self):
//	        with self.not_empty:
//	            while not self.items:
//	                self.not_empty.wait()
//	            item = self.items.popleft()
//	            self.not_full.notify()
//	            return item
//
// Two twins with a bug: with if in the place of while, a thread that was woken does not look again whether another one
// was faster; and with one condition for both, notify may wake one that has nothing to do, where notify_all would do.
func init() {
	register(boundedBuffer(Entry{
		Name:     "bounded-buffer",
		Summary:  "a buffer of limited size, built from two conditions on one lock",
		Expected: Expected{Note: "wait in a loop, and wake those who wait for what has become true"},
	}, buffer{}))
	register(boundedBuffer(Entry{
		Name:    "bounded-buffer-if",
		Summary: "bounded-buffer with if in the place of while",
		Expected: Expected{
			Kinds: []string{"lost-message", "uncaught-exception"},
			Note:  "another thread may be faster than the one that was woken, which then takes from an empty buffer",
		},
	}, buffer{looksOnce: true}))
	register(boundedBuffer(Entry{
		Name:    "bounded-buffer-notify",
		Summary: "bounded-buffer with one condition for producers and consumers, and notify",
		Expected: Expected{
			Kinds: []string{"deadlock"},
			Note:  "a consumer may wake the other consumer, when the producer should have been woken",
		},
	}, buffer{oneCondition: true}))
	register(boundedBuffer(Entry{
		Name:     "bounded-buffer-notify-all",
		Summary:  "bounded-buffer-notify, repaired by notify_all",
		Expected: Expected{Note: "who wakes in vain waits again"},
	}, buffer{oneCondition: true, wakesAll: true}))
}

// boundedBuffer completes the entry of a program with the given kind of buffer: one producer, and consumers of one item
// each.
func boundedBuffer(e Entry, kind buffer) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("size", 1, 1, 100, "items that the buffer has room for"),
		Number("items", 2, 1, 100, "items that the producer puts; each is for a consumer of its own"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			b, threads := kind.open(w, v.Int("size")), newCrew(w)
			for i := range v.Int("items") {
				threads.add(fmt.Sprintf("consumer-%d", i+1), func() { b.get() })
			}
			threads.add("producer", func() {
				for i := range v.Int("items") {
					b.put(i + 1)
				}
			})
			threads.run()
		}
		return run, append(properties.Default(), properties.NoDuplicatedMessage, properties.NoReorderedMessage)
	}
	return e
}

// buffer is the class BoundedBuffer, with its bugs.
type buffer struct {
	looksOnce    bool // if in the place of while
	oneCondition bool
	wakesAll     bool

	items             []int
	size              int
	notFull, notEmpty *condition.Condition
	ledger            *properties.Ledger
}

func (b buffer) open(w *sim.World, size int) *buffer {
	l := lock.New(w, "lock")
	b.size = size
	b.notFull, b.notEmpty = condition.New(w, "not_full", l), condition.New(w, "not_empty", l)
	if b.oneCondition {
		b.notEmpty = b.notFull
	}
	b.ledger = properties.NewLedger(w, "buffer")
	return &b
}

func (b *buffer) put(item int) {
	b.notFull.With(func() {
		b.wait(b.notFull, func() bool { return len(b.items) == b.size })
		b.items = append(b.items, item)
		b.ledger.Sent(item)
		b.wake(b.notEmpty)
	})
}

func (b *buffer) get() (item int) {
	b.notEmpty.With(func() {
		b.wait(b.notEmpty, func() bool { return len(b.items) == 0 })
		if len(b.items) == 0 {
			panic(&sim.Exception{Type: "IndexError", Text: "pop from an empty deque"})
		}
		item, b.items = b.items[0], b.items[1:]
		b.ledger.Received(item)
		b.wake(b.notFull)
	})
	return item
}

// wait waits while there is reason to, or at most once.
func (b *buffer) wait(c *condition.Condition, reason func() bool) {
	for reason() {
		c.Wait()
		if b.looksOnce {
			return
		}
	}
}

func (b *buffer) wake(c *condition.Condition) {
	if b.wakesAll {
		c.NotifyAll()
	} else {
		c.Notify()
	}
}
