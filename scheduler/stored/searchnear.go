package stored

import (
	"slices"

	"simrun/scheduler/minimise"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// nearRuns is how many executions a search near a stored finding has of each of its two kinds.
const nearRuns = 500

// near looks for the finding in schedules like its own: some of its turns are left out, swapped, or end at an earlier or
// later occurrence; behind a random turn the walk is random. Every second execution is one of the portfolio, for what
// has moved further. It returns the number of executions, that of the first that shows it included.
func (c *rechecker) near(rename map[NamedObject]NamedObject) (int, *minimise.Finding) {
	var random strategy.Random
	portfolio := sampling.NewPortfolio(c.cfg.Seed)
	for i := range nearRuns {
		if c.ctx.Err() != nil {
			return 2 * i, nil
		}
		random.Begin(c.cfg.Seed, i)
		turns := c.vary(&random)
		v := &veering{
			takeTurns: takeTurns{anchors: newAnchors(c.stored.Values, rename), turns: turns},
			rng:       &random, after: random.Below(2*len(turns) + 1),
		}
		if f := c.failing(c.runner.Run(c.of.Program, c.cfg, v)); f != nil {
			return 2*i + 1, f
		}
		portfolio.Begin(i)
		x := c.runner.Run(c.of.Program, c.cfg, portfolio)
		f := c.failing(x)
		portfolio.End(x)
		if f != nil {
			return 2*i + 2, f
		}
	}
	return 2 * nearRuns, nil
}

// vary changes one to three turns.
func (c *rechecker) vary(random *strategy.Random) []Turn {
	turns := slices.Clone(c.stored.Turns)
	for range 1 + random.Below(3) {
		if len(turns) < 2 {
			break
		}
		i := random.Below(len(turns) - 1)
		switch random.Below(4) {
		case 0:
			turns = slices.Delete(turns, i, i+1)
		case 1:
			turns[i], turns[i+1] = turns[i+1], turns[i]
		case 2:
			turns[i].Occurrence = max(turns[i].Occurrence-1, 1)
		case 3:
			turns[i].Occurrence++
		}
	}
	return turns
}

// veering follows the turns of a recording up to one of them, and then chooses at random.
type veering struct {
	takeTurns
	rng   *strategy.Random
	after int // turns; there may be fewer
}

// Choose is that of the turns, then any.
func (v *veering) Choose(p *sim.Point) int {
	if v.at < min(v.after, len(v.turns)) || p.IsValue() {
		return v.takeTurns.Choose(p)
	}
	return v.rng.Below(p.Len())
}
