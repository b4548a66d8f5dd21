package sharing

import (
	"context"
	"sync"
	"sync/atomic"

	"simrun/scheduler/replay"
	"simrun/sim"
)

// AmongSample looks for what threads share past the models among the executions that a search has kept, which has made so
// many steps. It looks at so many of them at once, which what it finds does not depend on: each has its own part of the
// steps that the look may cost, and of several conflicts that of the first execution counts.
func AmongSample(ctx context.Context, of replay.Subject, s *Sample, steps int64, atOnce int) *Conflict {
	most := max(stepsAfter, steps/shareAfter)
	list := s.All()
	var each int
	k := newChecker(ctx, of, most)
	found := k.look(of, func() *Conflict {
		if s.clash != nil {
			if found := k.ofClash(s.clash); found != nil {
				return found
			}
		}
		list, each = k.affordable(list)
		return nil
	})
	if found != nil || len(list) == 0 {
		return found
	}
	return amongAll(ctx, of, list, each, most/int64(len(list)), atOnce)
}

// affordable are the executions at which the steps suffice to look, and along how many linearizations of each. It goes by
// the length of the first.
func (k *checker) affordable(list []sim.Packed) (affordable []sim.Packed, each int) {
	if len(list) == 0 {
		return nil, 0
	}
	most := k.left
	k.partialOrder(again(list[0]))
	if k.left <= 0 {
		return nil, 0
	}
	one := most - k.left
	each = min(max(ordersEach, int(most/int64(len(list))/one)), ordersMost)
	return list[:min(len(list), int(most/one/int64(1+each))+1)], each
}

// amongAll looks at the executions, at each for so many steps.
func amongAll(ctx context.Context, of replay.Subject, list []sim.Packed, each int, steps int64, atOnce int) *Conflict {
	found, panicked := make([]*Conflict, len(list)), make([]any, atOnce)
	var next, end atomic.Int64 // those from the end on need not be looked at
	end.Store(int64(len(list)))
	var group sync.WaitGroup
	for w := range min(atOnce, len(list)) {
		group.Go(func() {
			defer func() { panicked[w] = recover() }()
			k := newChecker(ctx, of, 0)
			k.look(of, func() *Conflict {
				for i := next.Add(1) - 1; i < end.Load() && ctx.Err() == nil; i = next.Add(1) - 1 {
					k.left = steps
					if found[i] = k.ofExecution(list[i], each, uint64(i)); found[i] != nil {
						lower(&end, i)
					}
				}
				return nil
			})
		})
	}
	group.Wait()
	for _, p := range panicked {
		if p != nil {
			panic(p)
		}
	}
	if first := end.Load(); first < int64(len(list)) {
		return found[first]
	}
	return nil
}

// lower makes the number the smaller of two.
func lower(to *atomic.Int64, n int64) {
	for before := to.Load(); n < before && !to.CompareAndSwap(before, n); before = to.Load() {
	}
}

// ofExecution looks at other orders of an execution.
func (k *checker) ofExecution(schedule sim.Packed, orders int, seed uint64) *Conflict {
	c := k.partialOrder(again(schedule))
	if c == nil {
		return nil
	}
	if order := k.differs(c, orders, seed); order != nil {
		return k.describe(c, order)
	}
	return nil
}

// ofClash explains two executions with the same trace that did not end alike: the other one is a linearization of the
// first. It returns nil if that cannot be seen again.
func (k *checker) ofClash(x *clash) *Conflict {
	one, other := k.partialOrder(again(x.one)), k.partialOrder(again(x.other))
	if one == nil || other == nil || len(one.steps) != len(other.steps) {
		return nil
	}
	place := map[uint64]int32{}
	for i := range one.steps {
		place[one.mark(int32(i))] = int32(i)
	}
	var order []int32
	for i := range other.steps {
		s, ok := place[other.mark(int32(i))]
		if !ok {
			return nil
		}
		order = append(order, s)
	}
	if k.same(one, order) {
		return nil
	}
	return k.describe(one, order)
}
