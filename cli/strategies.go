package cli

import (
	"github.com/spf13/cobra"

	"simrun/scheduler"
	"simrun/scheduler/strategy"
)

// strategiesCommand lists what --strategy takes.
func (a *app) strategiesCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "strategies",
		Short:   "List the strategies",
		Long:    "Strategies lists what --strategy takes. The README says which to use when, and\nwhat each guarantees.",
		Example: "  simrun strategies",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			for _, s := range scheduler.Strategies() {
				a.printf("%-18s %s\n", s.Name, s.Help)
			}
			return nil
		},
	}
}

// searchStrategy is the default of explore: auto, once there is one.
func searchStrategy() string {
	for _, s := range scheduler.Strategies() {
		if s.Name == "auto" {
			return s.Name
		}
	}
	return "portfolio"
}

// sequential says whether a strategy goes from one execution to the next, until it has tried everything.
func sequential(name string) bool {
	s, err := scheduler.New(name, 0)
	if err != nil {
		return false
	}
	_, ok := s.(strategy.Sequential)
	return ok
}

// shareable says whether several workers can carry out a strategy.
func shareable(name string) bool {
	s, err := scheduler.New(name, 0)
	if err != nil {
		return false
	}
	_, together := s.(strategy.Sharer)
	return together || !sequential(name)
}

// comesToAnEnd says whether a strategy has at some time nothing left to try.
func comesToAnEnd(name string) bool {
	s, err := scheduler.New(name, 0)
	if err != nil {
		return false
	}
	_, endless := s.(strategy.Endless)
	return sequential(name) && !endless
}

// endsByItself says whether a search with the strategy comes to an end without a limit. That may take long; auto may take
// as long, but is meant to need no thought.
func endsByItself(name string) bool { return comesToAnEnd(name) && name != "auto" }
