package scheduler

import (
	"context"
	"errors"
	"time"

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
	stepsAfter   = 60_000 // of the sample, or shareAfter of the search, if that is more
	shareAfter   = 20
	sharingClock = sim.Anytime // under the other one every step moves the clock, and no two of them may change places
)

// errNotRepeated says that the program did something else when it was to do the same.
var errNotRepeated = errors.New("the program does not repeat")

// checker makes what looks for sharing, within so many steps.
func (e *exploration) checker(steps int64) *sharingChecker {
	return &sharingChecker{program: e.program, cfg: e.o.Config, runner: sim.NewRunner(), left: steps}
}

// guarded runs f, and gives up if a step blocks for real.
func (k *sharingChecker) guarded(limit time.Duration, f func() *Sharing) (found *Sharing, err error) {
	err = k.runner.Watchdog(limit, func() { found = f() })
	if err != nil {
		return nil, err
	}
	k.runner.Close()
	return found, nil
}

// amongWalks looks at some random walks.
func (e *exploration) amongWalks(ctx context.Context) *Sharing {
	k := e.checker(stepsOfWalks)
	found, _ := k.guarded(e.o.Watchdog, func() *Sharing {
		walk := NewRandom(e.o.Seed)
		for i := 0; i < walks && k.left > 0 && ctx.Err() == nil; i++ {
			walk.Begin(i)
			k.exactly = i == 0
			if c := k.partialOrder(walk); c != nil {
				if order := k.differs(c, ordersEach, uint64(i)); order != nil {
					return k.describe(c, order)
				}
			}
		}
		return nil
	})
	return found
}

// sharesInstead says whether the error of a search is explained by what threads share.
func (e *exploration) sharesInstead(ctx context.Context, err error) bool {
	if errors.Is(err, errNotRepeated) && e.o.Config.Clock == sharingClock {
		e.sharing = e.amongWalks(ctx)
	}
	return e.sharing != nil
}

// findSharing looks at random walks, and then at the sample of the search; without time left at the sample only if the
// search would say that it was exhaustive.
func (e *exploration) findSharing(ctx context.Context, start time.Time, all *tally, exhausted bool) *Sharing {
	if e.sharing != nil || e.o.Config.Clock != sharingClock || ctx.Err() != nil {
		return e.sharing
	}
	if found := e.amongWalks(ctx); found != nil {
		return found
	}
	if e.o.Budget > 0 && time.Since(start) > e.o.Budget && !exhausted {
		return nil
	}
	k := e.checker(max(stepsAfter, all.steps/shareAfter))
	found, _ := k.guarded(e.o.Watchdog, func() *Sharing { return k.amongSample(ctx, &all.sample) })
	return found
}

// amongSample looks at the executions that a search has kept.
func (k *sharingChecker) amongSample(ctx context.Context, s *sample) *Sharing {
	if s.clash != nil {
		if found := k.ofClash(s.clash); found != nil {
			return found
		}
	}
	list := s.all()
	each := ordersEach
	for i, schedule := range list {
		if k.left <= 0 || ctx.Err() != nil {
			return nil
		}
		c := k.partialOrder(NewReplay(schedule))
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
func (k *sharingChecker) ofClash(x *clash) *Sharing {
	one, other := k.partialOrder(NewReplay(x.one)), k.partialOrder(NewReplay(x.other))
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
