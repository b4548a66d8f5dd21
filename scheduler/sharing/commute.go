package sharing

import (
	"context"

	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Commute tests what every search relies on: that steps which have no object in common, of which one writes it, may
// change places. It carries out the executions that the strategy decides, up to so many, and each of them again, once for
// every two neighbours that are independent, with these two exchanged, and along some other linearizations. What can go
// on at each point, what each step touches, the log, how it ends and what the models say of themselves at the end must be
// the same. If it is not, an operation reads or writes something that it does not declare, or the program shares
// something past the models. It returns the first such case; nil if there is none.
//
// It is for the tests of models. A search looks by itself, but less thoroughly: see [AmongWalks] and [AmongSample].
func Commute(p sim.Program, cfg sim.Config, s strategy.Strategy, executions int) *Conflict {
	k := &checker{ctx: context.Background(), program: p, cfg: cfg, states: true, runner: sim.NewRunner(), left: 1 << 40}
	defer k.runner.Close()
	for i := range executions {
		if !s.Begin(i) {
			break
		}
		c := k.partialOrder(s)
		if c == nil {
			continue
		}
		other := k.neighbours(c)
		if other == nil {
			other = k.differs(c, commuteOrders, uint64(i))
		}
		if other != nil {
			return k.describe(c, other)
		}
	}
	return nil
}

// commuteOrders is along how many linearizations Commute carries out an execution, beside all exchanges of neighbours.
const commuteOrders = 6
