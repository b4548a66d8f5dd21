package sharing

import (
	"context"
	"fmt"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Conflict says that threads share something outside the models: a variable of Go, a channel that does not block, a real
// clock. Two executions with the same trace, which differ only in the order of steps that have no object in common, do
// not end alike. So what a search concludes from the order of dependent steps does not hold for such a program.
type Conflict struct {
	Message string   // which steps, and what comes of their order; or that the program does not repeat
	Lines   []string // between which the two steps stand, as "file.go:12"; fewer if they are not known
	One     sim.Token
	Other   sim.Token // the same, but for the order of the two steps
}

// checker looks for what the threads of a program share outside the models.
type checker struct {
	ctx     context.Context // that of the look
	program sim.Program
	cfg     sim.Config
	exactly bool // record an execution, up to stepsExactly: that notices for certain who calls a model beside the threads
	states  bool // what the models say of themselves at the end counts too
	runner  *sim.Runner
	left    int64 // steps that may still be made
}

// partialOrder is that of an execution which by decides; nil if it says nothing about other orders.
func (k *checker) partialOrder(by strategy.Strategy) *partialOrder {
	t := newTracker(by)
	x := k.run(t, k.first(), k.exactly)
	by.End(x)
	if x.World().StepsMoveClock() { // no two of them may change places
		k.left = 0
		return nil
	}
	if x.End != sim.Completed && x.End != sim.Deadlock && x.End != sim.Failing {
		return nil
	}
	t.order.end = endOf(x, k.states)
	return t.order
}

// first is how an execution is run whose length is not known.
func (k *checker) first() sim.Config {
	cfg := k.cfg
	most := int(max(k.left, 1))
	if k.exactly {
		most = min(most, stepsExactly)
	}
	if cfg.MaxSteps == 0 || cfg.MaxSteps > most {
		cfg.MaxSteps = most
	}
	return cfg
}

func (k *checker) run(by sim.Scheduler, cfg sim.Config, record bool) *sim.Execution {
	cfg.Record = record
	x := k.runner.Run(k.program, cfg, by)
	k.left -= int64(x.Steps) + 1
	return x
}

// known is how an execution is run whose steps are known. For how long nothing has changed depends on their order, so that in another one
// what comes to its end may look like a livelock.
func (k *checker) known() sim.Config {
	cfg := k.cfg
	cfg.Livelock = -1
	return cfg
}

// same says whether the course in that order is the same, to its end.
func (k *checker) same(c *partialOrder, order []int32) bool {
	s := &along{of: c, order: order}
	x := k.run(s, k.known(), false)
	return k.likewise(s, x)
}

func (k *checker) likewise(s *along, x *sim.Execution) bool {
	return !s.lost && s.at == len(s.order) && endOf(x, k.states) == s.of.end
}

// differs is the first of some linearizations that is not like the course; nil if there is none.
func (k *checker) differs(c *partialOrder, n int, seed uint64) []int32 {
	tried := map[uint64]bool{hashOrder(identity(len(c.steps))): true}
	for i := 0; i < n && k.left > 0 && k.ctx.Err() == nil; i++ {
		order := c.linearize(i, seed)
		if h := hashOrder(order); !tried[h] {
			tried[h] = true
			if !k.same(c, order) {
				return order
			}
		}
	}
	return nil
}

// neighbours is an order in which two steps have changed places that stood side by side and do not depend on each
// other, and which is not like the course; nil if there is none.
func (k *checker) neighbours(c *partialOrder) []int32 {
	order := identity(len(c.steps))
	for i := 1; i < len(order) && k.left > 0; i++ {
		if c.independent(order, i) && !k.same(c, swap(order, i)) {
			return swap(order, i)
		}
	}
	return nil
}

func identity(n int) []int32 {
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	return order
}

func hashOrder(order []int32) uint64 {
	h := uint64(len(order))
	for _, s := range order {
		h = sim.Mix(h ^ uint64(s))
	}
	return h
}

// locate finds two neighbours whose exchange makes the difference between the course and another order of it. It goes
// over from one to the other, one step forward at a time, and halves the way between what is alike and what is not.
// It returns the order in which the second of the two is at the place that is returned: that order is like the course, and
// not if the two are exchanged.
func (k *checker) locate(c *partialOrder, other []int32) (order []int32, place int) {
	begin := func(n int) []int32 { // as other, and behind n steps as the course
		return c.following(other[:n])
	}
	n := bisect(len(other), func(n int) bool { return k.same(c, begin(n)) })
	from := begin(n)
	at := n
	for from[at] != other[n] {
		at++
	}
	forward := func(by int) []int32 { // the step that comes forward has done so by so many places
		moved := append([]int32(nil), from...)
		copy(moved[at-by+1:at+1], from[at-by:at])
		moved[at-by] = other[n]
		return moved
	}
	by := bisect(at-n, func(by int) bool { return k.same(c, forward(by)) })
	return forward(by), at - by
}

// bisect is a number below n for which good holds, and not for the next one. It does for 0, and not for n.
func bisect(n int, good func(i int) bool) int {
	low, high := 0, n
	for high-low > 1 {
		if mid := (low + high) / 2; good(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// following is the order that begins with some steps, and goes on as the course.
func (c *partialOrder) following(first []int32) []int32 {
	order := append(make([]int32, 0, len(c.steps)), first...)
	taken := make([]bool, len(c.steps))
	for _, s := range first {
		taken[s] = true
	}
	for s := range c.steps {
		if !taken[s] {
			order = append(order, int32(s))
		}
	}
	return order
}

// describe says what is shared, after an order was found that is not like the course.
func (k *checker) describe(c *partialOrder, other []int32) *Conflict {
	if !k.same(c, identity(len(c.steps))) {
		return &Conflict{Message: "the program does not repeat: with the same choices it does something else; it depends on " +
			"something that the simulator does not control, such as the order of a map, a real clock, or a goroutine"}
	}
	order, place := k.locate(c, other)
	one, first := k.recorded(c, order)
	two, second := k.recorded(c, swap(order, place))
	s := &Conflict{One: first, Other: second}
	a, b := regionOf(one.trace, place-1), regionOf(one.trace, place)
	s.Lines = append(append(s.Lines, a.lines...), b.lines...)
	s.Message = fmt.Sprintf("the program shares something past the models: %s and %s have no object in common, but in the other "+
		"order %s", a.text, b.text, whatDiffers(one, two))
	return s
}

// recording is a recorded execution, as far as it is compared.
type recording struct {
	trace    *sim.Trace
	observed []sim.Observation
	failures []sim.Failure
	lost     string // what it does in place of what it should; empty if it came to its end
}

func (k *checker) recorded(c *partialOrder, order []int32) (recording, sim.Token) {
	s := &along{of: c, order: order}
	x := k.run(s, k.known(), true)
	return recording{x.Trace, append([]sim.Observation(nil), x.Observed...), append([]sim.Failure(nil), x.Failures...), s.found},
		sim.NewToken(k.program, x)
}
