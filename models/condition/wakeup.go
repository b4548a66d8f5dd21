package condition

import "simrun/sim"

// LostWakeUp is a notify by which nobody goes on, while a thread waits that it could have woken, and still does when
// LostWakeUps is called.
type LostWakeUp struct {
	By     *sim.Thread   // who notified
	On     *sim.Thread   // on whom the notify was spent; nil if nobody waited, so that it was forgotten
	Late   bool          // that thread's time was up already; otherwise it waited again at once
	Misses []*sim.Thread // who still waits, longest first
}

// books are what is noted of the notifies, as far as one can still be found to be lost.
type books struct {
	tickets int // of waits so far
	lost    []loss
	unheard loss // the last notify, if it found nobody
}

// entry is what the condition remembers of a thread that waits.
type entry struct {
	ticket int  // number of its wait
	late   bool // its time was up
	woken  loss // the notify that was spent on it
	missed loss // the one that it came too late for
}

// loss is a notify that is lost, or will be if nobody uses it. The zero value is none.
type loss struct {
	by, on *sim.Thread
	late   bool
	before int // waits with a ticket up to this one had begun
	taken  int // of the lock at the time
}

func (c *Condition) noted(on *sim.Thread) loss {
	return loss{by: c.World().Current(), on: on, before: c.books.tickets, taken: c.taken()}
}

// forgotten notes a notify that found nobody.
func (c *Condition) forgotten() { c.books.unheard = c.noted(nil) }

// spent notes a notify that took a thread from the queue: it is lost if that thread's time was up.
func (c *Condition) spent(m *waiter) {
	l := c.noted(m.thread)
	if l.late = m.book.late; l.late {
		c.books.lost = append(c.books.lost, l)
	} else {
		m.book.woken = l
	}
}

// enrolled notes that a thread begins to wait. If it was notified and nobody has had the lock since but itself, it could
// do nothing with that, and nobody else did. If nobody was there to be notified, and it is the first to take the lock
// since, then it is the one who came too late.
func (c *Condition) enrolled(m *waiter) {
	mine := c.taken() - 1
	if w := m.book.woken; w.by != nil && w.taken == mine {
		c.books.lost = append(c.books.lost, w)
	}
	c.books.tickets++
	m.book = entry{ticket: c.books.tickets}
	if u := c.books.unheard; u.by != nil && u.by != m.thread && u.taken == mine {
		m.book.missed = u
	}
}

// LostWakeUps are those known so far, in the order in which they were lost, those that were forgotten last. It is for
// properties, and no operation: call it when the execution has ended.
func (c *Condition) LostWakeUps() []LostWakeUp {
	var list []LostWakeUp
	for _, l := range c.books.lost {
		misses := c.waiting(func(m *waiter) bool { return m.book.ticket <= l.before })
		if len(misses) > 0 {
			list = append(list, LostWakeUp{By: l.by, On: l.on, Late: l.late, Misses: misses})
		}
	}
	for _, m := range c.queue {
		if misses := c.waiting(func(other *waiter) bool { return other == m }); m.book.missed.by != nil && len(misses) > 0 {
			list = append(list, LostWakeUp{By: m.book.missed.by, Misses: misses})
		}
	}
	return list
}

// waiting are the threads that wait for a notify, and of which the function is true. One whose time is up does not.
func (c *Condition) waiting(which func(m *waiter) bool) []*sim.Thread {
	var list []*sim.Thread
	for _, m := range c.queue {
		if m.thread.Pending().Object == &m.Object && which(m) {
			list = append(list, m.thread)
		}
	}
	return list
}
