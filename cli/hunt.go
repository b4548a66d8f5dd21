package cli

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"simrun/bench"
)

// hunt counts executions to the first finding.
func (a *app) hunt(c *cobra.Command, m *measuring) error {
	hunts := slices.DeleteFunc(bench.Hunts(), func(h bench.Hunt) bool {
		return !strings.Contains(h.Name(), m.only) || m.fast && h.Slow()
	})
	if len(hunts) == 0 {
		return usagef("no program and strategy has %q in its name: a name is one such as %q", m.only, bench.Hunts()[0].Name())
	}
	if !m.json {
		a.printf("executions to the first finding, with %s from %d on; published: of the probability p of one\nexecution the median ln 2/p and the mean 1/p\n",
			plural(m.seeds.n, "seed"), m.seed)
		_ = a.stdout.Flush() // what goes wrong shows at the end
	}
	powers := []bench.Power{}
	for _, h := range hunts {
		p := a.huntOnce(c.Context(), h, m)
		if c.Context().Err() != nil {
			break // what it has come to says nothing
		}
		if !m.json {
			a.writePower(h, p, len(powers) == 0 || powers[len(powers)-1].Program != p.Program)
		}
		powers = append(powers, p)
	}
	interrupted := len(powers) < len(hunts)
	switch {
	case m.json:
		return a.writeJSON(map[string]any{"seed": m.seed, "interrupted": interrupted, "hunts": powers})
	case interrupted:
		a.printf("\ninterrupted: %d of %d are left out\n", len(hunts)-len(powers), len(hunts))
	}
	return nil
}

// huntOnce runs one hunt and shows on stderr where it stands.
func (a *app) huntOnce(ctx context.Context, h bench.Hunt, m *measuring) bench.Power {
	shown := a.startProgress(m.out, 0)
	defer shown.stop()
	return h.Run(ctx, uint64(m.seed), m.seeds.n, m.limit.n, func(ended, seeds, found int) {
		shown.say(fmt.Sprintf("%s: %d of %s, %d with a finding", h.Name(), ended, plural(seeds, "seed"), found))
	})
}

// writePower prints a line of the table at once, below the name of the program if that is a new one.
func (a *app) writePower(h bench.Hunt, p bench.Power, first bool) {
	const layout = "  %-10s %15s  %-16s %9s  %17s %15s  %s"
	if first {
		header := fmt.Sprintf(layout, "strategy", "median", "range", "mean", "published: median", "mean", "")
		a.printf("\n%v (%s)\n%s\n", h.Program, p.Program, strings.TrimRight(header, " "))
	}
	c := powerCells(p)
	line := fmt.Sprintf(layout, p.Strategy, c[0], c[1], c[2], c[3], c[4], c[5])
	a.printf("%s\n", strings.TrimRight(line, " "))
	_ = a.stdout.Flush() // what goes wrong shows at the end
}

// powerCells are the columns behind the strategy: median, range and mean, the published median and mean, and what is
// to be said about them.
func powerCells(p bench.Power) [6]string {
	none := func(n int) string { return "none in " + thousands(n) }
	seeds, c := len(p.Executions), [6]string{none(p.Limit)}
	if p.Found > 0 {
		beyond := ">" + thousands(p.Limit)
		c = [6]string{beyond, fmt.Sprintf("%d to %s", p.Min, beyond), fmt.Sprintf("%.1f", p.Mean)}
		if p.Median > 0 {
			c[0] = fmt.Sprint(p.Median)
		}
		if p.Max > 0 {
			c[1] = fmt.Sprintf("%d to %d", p.Min, p.Max)
		}
	}
	switch {
	case seeds == 1:
		c[1], c[2] = "", ""
	case p.Found > 0 && p.Found < seeds:
		c[5] = fmt.Sprintf("none in %d of %s", seeds-p.Found, plural(seeds, "seed"))
	}
	switch e := p.Published; {
	case e == nil:
	case e.NoneIn > 0:
		c[4] = none(e.NoneIn)
	case e.Median == 0:
		c[4] = fmt.Sprintf("%.0f", e.Mean)
	default:
		c[3], c[4] = fmt.Sprintf("%.0f", e.Median), fmt.Sprintf("%.1f", e.Mean)
	}
	if p.Published != nil && p.Published.Differs {
		c[5] = strings.TrimPrefix(c[5]+fmt.Sprintf(", differs by %.0f standard errors", math.Abs(p.Published.Off)), ", ")
	}
	return c
}
