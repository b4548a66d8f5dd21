package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"simrun/bench"
)

// benchCommand measures the simulator itself.
func (a *app) benchCommand() *cobra.Command {
	var asJSON, fast bool
	var only string
	var turns int
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure how fast the simulator is, against its targets",
		Long: `Bench measures the simulator and prints a table: each benchmark with its target
and its figure, and whether the target is met. Most figures are ratios to R, the
round trip of a bare coroutine, measured in the same run. It takes a minute or
two. That a target is missed is no failure: the exit code is 0.

With --json it prints one object: figures[] {name, value, unit, target,
at_least, met, ratio, ns_per_step, steps_per_second, executions_per_second,
allocations_per_execution, peak_memory_bytes}. What a benchmark does not measure
is left out or 0.`,
		Example: "  simrun bench\n  simrun bench --only \"lock pipeline\" --json",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if turns < 1 {
				return usagef("--turns %d is not allowed: want a number from 1", turns)
			}
			figures := []bench.Figure{}
			for _, b := range bench.All() {
				if c.Context().Err() != nil {
					break
				}
				if !strings.Contains(b.Name, only) || fast && b.Slow {
					continue
				}
				f := b.Run(turns)
				figures = append(figures, f)
				if !asJSON {
					a.writeFigure(f)
				}
			}
			if len(figures) == 0 {
				return usagef("no benchmark has %q in its name; simrun bench shows their names", only)
			}
			if asJSON {
				return a.writeJSON(map[string]any{"figures": figures})
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object instead of the table")
	c.Flags().BoolVar(&fast, "fast", false, "leave out the benchmarks that take some seconds each")
	c.Flags().StringVar(&only, "only", "", "run only the benchmarks with this text in their name")
	c.Flags().IntVar(&turns, "turns", 21, "measure each ratio so many times and take the median")
	return c
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
