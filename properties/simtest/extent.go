package simtest

import (
	"fmt"
	"strconv"
	"strings"

	"simrun/properties"
	"simrun/scheduler"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// failsItsTest is said of a search that the program ended so.
const failsItsTest = "simtest: the program fails its test, which ends the search"

// summary says how many findings a search has, and how much it saw.
func (s *subject) summary(r *scheduler.Report) string {
	if s.keeps(r.Findings[0]) {
		return failsItsTest // and would say so in each further execution
	}
	return "simtest: " + count(len(r.Findings), "finding", "findings") + "; " + s.extent(r)
}

// shared says what else is wrong if the program shares something past the models.
func shared(r *scheduler.Report) string {
	if r.Sharing == nil {
		return ""
	}
	return "; besides, " + r.Sharing.Message
}

// extent says how much a search saw.
func (s *subject) extent(r *scheduler.Report) string {
	n := count(r.Executions, "execution", "executions")
	if r.Exhausted {
		if r.Executions == 1 {
			return "exhaustive: 1 execution shows all that there is" + s.under()
		}
		return "exhaustive: " + n + " show all that there is" + s.under()
	}
	if r.Rounds > 0 {
		text := fmt.Sprintf("exhaustive up to %s of polling, sampled beyond: %s", count(r.Rounds, "round", "rounds"), n)
		if len(r.Findings) == 0 && r.BudgetUsed && r.Executions+r.Redundant < s.options.Executions {
			text += fmt.Sprintf("; polling has no last round, so the search took all of its budget of %v (-simrun.budget)", s.options.Budget)
		}
		return text
	}
	var ends []string
	if r.Truncated > 0 {
		ends = append(ends, fmt.Sprintf("%s cut short by the limit of %s", group(r.Truncated), sim.Count(s.options.Steps, "step")))
	}
	if r.Livelocks > 0 {
		ends = append(ends, group(r.Livelocks)+" ended by a livelock")
	}
	if len(ends) > 0 {
		n += " (" + strings.Join(ends, ", ") + ")"
	}
	return "not exhaustive: " + n + fmt.Sprintf(" of an estimated %s schedules", s.estimate())
}

// under says of what a search that was exhaustive has tried everything: in another switching mode there may be more.
func (s *subject) under() string {
	cfg := s.options.config()
	return fmt.Sprintf(" (switching %v, clock %v, the random numbers of seed %d)", cfg.Switching, cfg.Clock, cfg.Seed)
}

// unchecked is a sentence about what a search without a finding did not look at; it is empty if that is nothing which
// concerns the program. One execution shows what the program has.
func (s *subject) unchecked() string {
	cfg := s.options.config()
	cfg.MaxSteps = min(cfg.MaxSteps, DefaultSteps) // a program that does not end has made its objects by then
	list := properties.Unchecked(s.run(cfg, Schedule{}.Scheduler()), s.properties)
	if len(list) == 0 {
		return ""
	}
	return "\nsimtest: not looked at: " + strings.Join(list, ", ")
}

// walks is how many random walks an estimate is made from.
const walks = 500

// estimate is how many schedules the program has, by the method of Knuth (Estimating the Efficiency of Backtrack
// Programs, Mathematics of Computation 29, 1975): a random walk counts for the product of the alternatives that it
// had. Its mean is the number of schedules; as a few walks make up most of it, it is rather too small. A search by
// dpor needs fewer executions than that, one for each order of dependent steps.
func (s *subject) estimate() string {
	sum := 0.0
	random := sampling.NewRandom(s.options.Seed)
	for i := range walks {
		random.Begin(i)
		product := 1.0
		for _, c := range s.run(s.options.config(), random).Schedule() {
			product *= float64(c.N)
		}
		sum += product
	}
	switch mean := sum / walks; {
	case mean < 1e6:
		return group(int(mean + 0.5))
	case mean > 1e300: // beyond what a float64 holds
		return "more than 1e300"
	default:
		return strconv.FormatFloat(mean, 'e', 0, 64)
	}
}

// count is "1 execution", "20,000 executions".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return group(n) + " " + many
}

// group writes a number with a comma between thousands.
func group(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
