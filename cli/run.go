package cli

import (
	"github.com/spf13/cobra"

	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

const runLong = `Run executes a scenario once and prints its log. Without --seed a thread runs
until it blocks, as CPython mostly does; with --seed N the choices are random,
unless --strategy names another strategy. The seed also feeds the program's own
random numbers.

The seed is printed first, and last the line that replays the execution. The
exit code is 1 if the execution fails.

With --json it prints one object: scenario, params, strategy, seed, switching,
clock, verdict (passed, failed, inconclusive), end (completed, deadlock,
failing, "step limit", interrupted), steps, preemptions, virtual_seconds,
exit_code (of the simulated process), log[] {time, thread, message},
observations, findings[] (with the fields that explore --json has; what only a
search can say is 0, false or empty, and weakest_switching is the mode of the
execution), token.`

// runCommand executes a scenario once.
func (a *app) runCommand() *cobra.Command {
	s := &settings{}
	c := &cobra.Command{
		Use:               "run [scenario]",
		Short:             "Execute a scenario once and print its log",
		Long:              runLong,
		Example:           "  simrun run {scenario}\n  simrun run {scenario} --seed 7{param}\n  simrun run {scenario} --strategy time-sliced --verbose",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: a.completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			p, properties, err := a.program(c, args, s.params)
			if err != nil {
				return err
			}
			strategy, name := s.runStrategy(c.Flags().Changed("seed"))
			e, err := a.execute(c.Context(), plan{
				program: p, properties: properties, cfg: s.config(sim.DefaultMaxSteps),
				name: name, strategy: strategy, record: s.out.verbose, compare: !s.out.json,
			}, s.out)
			if err != nil {
				return err
			}
			return a.show(e, s.out)
		},
	}
	s.addTo(c, sim.Virtual, "run-to-block, or random with --seed", sim.DefaultMaxSteps)
	a.completeParam(c)
	s.out.addTo(c)
	return c
}

// runStrategy is the strategy for one execution.
func (s *settings) runStrategy(seeded bool) (strategy.Strategy, string) {
	name := string(s.strategy)
	switch {
	case name != "":
	case seeded:
		name = "random"
	default:
		name = "run-to-block"
	}
	strategy, err := scheduler.New(name, uint64(s.seed))
	if err != nil {
		panic(err) // strategyValue let it through
	}
	return strategy, name
}
