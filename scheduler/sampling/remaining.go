package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// remaining counts, for each thread, the events that it has left: its own and those of the threads that it has yet to
// create. So a thread that creates others is not thought to be nearly over, and an interleaving of all of them is as
// likely as if they had existed from the start (Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform Concurrency
// Testing, ASPLOS 2025, section 3, on programs that create threads).
//
// The counts are estimates. A thread that is ready has one event left at least.
type remaining struct {
	threads []threadProfile
	total   []int // by thread, at the start
	left    []int // by thread, now
}

// set takes over the estimates: own gives the events of each thread.
func (r *remaining) set(threads []threadProfile, own func(thread int) int) {
	r.threads = threads
	r.total = r.total[:0]
	for i := range threads {
		r.total = append(r.total, own(i))
	}
	for i := len(threads) - 1; i > 0; i-- { // a thread has a higher index than its creator
		if parent := threads[i].parent; parent >= 0 {
			r.total[parent] += r.total[i]
		}
	}
}

// begin goes back to the start.
func (r *remaining) begin() { r.left = append(r.left[:0], r.total...) }

// of is what a thread has left.
func (r *remaining) of(thread int) int {
	if thread >= len(r.left) {
		return 0
	}
	return r.left[thread]
}

// spend takes an event from a thread.
func (r *remaining) spend(thread int) {
	if thread < len(r.left) && r.left[thread] > 0 {
		r.left[thread]--
	}
}

// need says that a thread has an event left, whatever the estimate.
func (r *remaining) need(thread int) {
	for len(r.left) <= thread {
		r.left = append(r.left, 0)
	}
	r.left[thread] = max(r.left[thread], 1)
}

// created takes what a new thread has left from the one that stood for it so far.
func (r *remaining) created(thread int) {
	if thread >= len(r.threads) {
		return
	}
	if parent := r.threads[thread].parent; parent >= 0 {
		r.left[parent] = max(r.left[parent]-r.left[thread], 0)
	}
}

// ended says that a thread has nothing left.
func (r *remaining) ended(thread int) {
	if thread < len(r.left) {
		r.left[thread] = 0
	}
}

// draw chooses one of the threads, with a probability in proportion to what each has left; -1 if they have nothing.
func (r *remaining) draw(threads []*sim.Thread, source *strategy.Random) int {
	sum := 0
	for _, t := range threads {
		sum += r.of(t.Index())
	}
	if sum == 0 {
		return -1
	}
	n := source.Below(sum)
	for i, t := range threads {
		if n -= r.of(t.Index()); n < 0 {
			return i
		}
	}
	return -1
}

// drawReady is draw of threads that are all about to come to an event. What one of them had left by the estimate may have gone to a thread
// that another one has created than was learned.
func (r *remaining) drawReady(ready []*sim.Thread, source *strategy.Random) int {
	for _, t := range ready {
		r.need(t.Index())
	}
	return r.draw(ready, source)
}
