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
	k := newChecker(ctx, of, stepsOfWalks)
	return k.look(of, func() *Conflict { return k.amongWalks(of.Seed) })
}

// newChecker makes what looks for sharing, within so many steps.
func newChecker(ctx context.Context, of replay.Subject, steps int64) *checker {
	return &checker{ctx: ctx, program: of.Program, cfg: of.Config, runner: sim.NewRunner(), left: steps}
}

// look runs f, and gives up if a step blocks for real.
func (k *checker) look(of replay.Subject, f func() *Conflict) (found *Conflict) {
	if err := of.Watched(k.runner, func() { found = f() }); err != nil {
		return nil
	}
	return found
}

func (k *checker) amongWalks(seed uint64) *Conflict {
	walk := sampling.NewRandom(seed)
	for i := 0; i < walks && k.left > 0 && k.ctx.Err() == nil; i++ {
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
