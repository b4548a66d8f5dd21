package sharing

import (
	"context"

	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// A search looks for what threads share past the models when it is over, or cannot go on because the program does not
// repeat. First some random walks are carried out again along other linearizations; then a sample of its executions, all of
// them if they are few. The second look may cost a twentieth of the search, in steps.
const (
	walks        = 5
	ordersEach   = 6  // linearizations of an execution at least
	ordersMost   = 20 // and at most
	stepsOfWalks = 30_000
	stepsExactly = 1000   // of the recorded one: a step of it takes as long as a hundred others
	stepsAfter   = 60_000 // of the sample, or shareAfter of the search, if that is more
	shareAfter   = 20
)

// AmongWalks looks for what threads share past the models among some random walks. It finds nothing under a clock that
// every step moves, nor if a step blocks for real in an order that no strategy has taken.
func AmongWalks(ctx context.Context, of replay.Subject) *Conflict {
	k := newChecker(of, stepsOfWalks)
	return k.look(of, func() *Conflict { return k.amongWalks(ctx, of.Seed) })
}

// AmongSample looks for it, within the same limits, among the executions that a search has kept, which has made so many
// steps.
func AmongSample(ctx context.Context, of replay.Subject, s *Sample, steps int64) *Conflict {
	k := newChecker(of, max(stepsAfter, steps/shareAfter))
	return k.look(of, func() *Conflict { return k.amongSample(ctx, s) })
}

// newChecker makes what looks for sharing, within so many steps.
func newChecker(of replay.Subject, steps int64) *checker {
	return &checker{program: of.Program, cfg: of.Config, runner: sim.NewRunner(), left: steps}
}

// look runs f, and gives up if a step blocks for real.
func (k *checker) look(of replay.Subject, f func() *Conflict) (found *Conflict) {
	if err := of.Watched(k.runner, func() { found = f() }); err != nil {
		return nil
	}
	return found
}

func (k *checker) amongWalks(ctx context.Context, seed uint64) *Conflict {
	walk := sampling.NewRandom(seed)
	for i := 0; i < walks && k.left > 0 && ctx.Err() == nil; i++ {
		walk.Begin(i)
		k.exactly = i == 0
		c := k.partialOrder(walk)
		if k.exactly = false; i == 0 && c == nil {
			walk.Begin(i)
			c = k.partialOrder(walk)
		}
		if c != nil {
			if order := k.differs(c, ordersEach, uint64(i)); order != nil {
				return k.describe(c, order)
			}
		}
	}
	return nil
}

// amongSample looks at the executions that a search has kept.
func (k *checker) amongSample(ctx context.Context, s *Sample) *Conflict {
	if s.clash != nil {
		if found := k.ofClash(s.clash); found != nil {
			return found
		}
	}
	list := s.All()
	each := ordersEach
	for i, schedule := range list {
		if k.left <= 0 || ctx.Err() != nil {
			return nil
		}
		c := k.partialOrder(replay.New(schedule))
		if c == nil {
			continue
		}
		if i == 0 {
			each = min(max(ordersEach, int(k.left)/len(list)/(len(c.steps)+1)), ordersMost)
		}
		if order := k.differs(c, each, uint64(i)); order != nil {
			return k.describe(c, order)
		}
	}
	return nil
}

// ofClash explains two executions with the same trace that did not end alike: the other one is a linearization of the
// first. It returns nil if that cannot be seen again.
func (k *checker) ofClash(x *clash) *Conflict {
	one, other := k.partialOrder(replay.New(x.one)), k.partialOrder(replay.New(x.other))
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
