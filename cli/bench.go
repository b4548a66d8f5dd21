package cli

import (
	"context"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"simrun/bench"
)

const benchLong = `Bench measures the simulator and prints a table: each benchmark with its target
and its figure, and whether the target is met. Most figures are ratios to R, the
round trip of a bare coroutine, measured in the same run. It takes a minute or
two. That a target is missed is no failure: the exit code is 0.

With --finding it counts instead how many executions each strategy needs to find
the bug of each program of the group sctbench, with several seeds, and prints
median, range and mean beside what follows from the published figures: the
median ln 2/p and the mean 1/p if one execution finds it with the probability p.
The executions that a strategy learns from are not counted. A seed with which
nothing is found within the --limit is not counted as a finding, and the mean is
that of all executions for each finding. A figure that is too far from the
published one to be an error of sampling is marked. The counts do not depend on
the machine; safestack and the program of a hundred threads take minutes.

With --json it prints one object: figures[] {name, value, unit, target,
at_least, met, ratio, ns_per_step, steps_per_second, executions_per_second,
allocations_per_execution, peak_memory_bytes}. What a benchmark does not measure
is left out or 0. With --finding: seed, interrupted, hunts[] {program, scenario,
params, strategy, limit, executions[] (by seed, 0 if none was found), found,
median (0 if beyond the limit), min, max (0 if a seed found none), mean,
published {probability, median, mean, none_in, standard_errors, differs}}.
published is null if nothing is.`

// measuring are the flags of bench.
type measuring struct {
	json, fast, finding bool
	only                string
	turns               countValue
	seed                seedValue
	seeds, limit        countValue
	out                 output
}

// benchCommand measures the simulator itself.
func (a *app) benchCommand() *cobra.Command {
	m := &measuring{
		turns: countValue{21, math.MaxInt32}, seeds: countValue{20, 1_000_000}, limit: countValue{10_000, math.MaxInt32},
	}
	c := &cobra.Command{
		Use:     "bench",
		Short:   "Measure how fast the simulator is, or how soon each strategy finds a bug",
		Long:    benchLong,
		Example: "  simrun bench\n  simrun bench --only \"lock pipeline\" --json\n  simrun bench --finding --fast\n  simrun bench --finding --only \"reorder setters=2\" --seeds 100",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := m.check(c); err != nil {
				return err
			}
			if m.finding {
				return a.hunt(c, m)
			}
			return a.measure(c.Context(), c.CommandPath(), m)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.BoolVar(&m.finding, "finding", false, "count executions to the first finding, for each program and strategy")
	f.StringVar(&m.only, "only", "", "run only those with this text in their name")
	f.BoolVar(&m.fast, "fast", false, "leave out what takes some seconds each")
	f.BoolVar(&m.json, "json", false, "print one JSON object instead of the table")
	f.Var(&m.turns, "turns", "measure each ratio so many times and take the median")
	f.Var(&m.seed, "seed", "with --finding: the first seed")
	f.Var(&m.seeds, "seeds", "with --finding: so many seeds")
	f.Var(&m.limit, "limit", "with --finding: at most so many executions for each seed")
	m.out.addProgress(c)
	return c
}

// check is the error for flags of the one measurement that are given for the other one.
func (m *measuring) check(c *cobra.Command) error {
	for _, name := range []string{"seed", "seeds", "limit", "progress"} {
		if !m.finding && c.Flags().Changed(name) {
			return usagef("--%s is for %s --finding: leave it out, or add --finding", name, c.CommandPath())
		}
	}
	if m.finding && c.Flags().Changed("turns") {
		return usagef("--turns is not for --finding, which does not measure time: --seeds says how often it counts")
	}
	return nil
}

// measure runs the benchmarks that the flags leave.
func (a *app) measure(ctx context.Context, command string, m *measuring) error {
	figures := []bench.Figure{}
	for _, b := range bench.All() {
		if ctx.Err() != nil {
			break
		}
		if !strings.Contains(b.Name, m.only) || m.fast && b.Slow {
			continue
		}
		f := b.Run(m.turns.n)
		figures = append(figures, f)
		if !m.json {
			a.writeFigure(f)
		}
	}
	if len(figures) == 0 {
		return usagef("no benchmark has %q in its name; %s shows their names", m.only, command)
	}
	if m.json {
		return a.writeJSON(map[string]any{"figures": figures})
	}
	return nil
}

// writeFigure prints a line of the table at once, because the next one takes a while.
func (a *app) writeFigure(f bench.Figure) {
	verdict := "met"
	if !f.Met {
		verdict = "missed"
	}
	a.printf("%-44s %-24s %-22s %s\n", f.Name, f.TargetText(), f.Text(), verdict)
	_ = a.stdout.Flush() // what goes wrong shows at the end
}
