package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// search is a search that has ended.
type search struct {
	*scheduler.Report
	options     scheduler.Options
	interrupted bool
	sharedAs    string // its name in the cluster that carried it out; empty if none did
	elsewhere   map[*scheduler.Finding]*elsewhere
	forks       bool     // an execution may have been cut short at a fork
	unchecked   []string // that nothing was found in it says nothing
	alone       bool     // the program had one thread in the execution that was looked at
}

// Limits of what is printed without --verbose: nobody reads more.
const (
	mostOutcomes = 12
	mostFindings = 4  // that are shown with all there is to them
	mostCauses   = 10 // of others, of which one line is shown and the one that replays them
	causeWidth   = 98 // of that line
)

// writeIntroduction says what is searched, and by whom, before the search begins.
func (a *app) writeIntroduction(p sim.Program, o scheduler.Options, by string) {
	a.printf("seed %d\n", o.Seed)
	a.printf("exploring %s: strategy %s, switching %v, clock %v, %s", python.Title(p), o.Strategy, o.Config.Switching, o.Config.Clock, by)
	if o.Budget > 0 {
		a.printf(", at most %v", o.Budget)
	}
	a.printf("\n")
	a.stdout.Flush() // a search takes its time; an error shows at the last flush
}

// writeReportOfSearch prints the counts, the outcomes and the findings, and last the line that replays the first one.
func (a *app) writeReportOfSearch(s *search, out output) {
	ink := a.ink(out)
	a.printf("\n%s\n%s\n", s.counts(), s.conclusion(ink))
	if s.Exhausted && s.alone && s.DistinctTraces == 1 { // another execution with a thread more would have another trace
		a.printf("It starts no thread, so there was nothing to switch to.\n")
	}
	a.writeUnchecked(s.unchecked)
	if !s.Exhausted && s.options.Checkpoint != "" && s.Unsaved == nil {
		a.printf("The same command goes on from %s.\n", s.options.Checkpoint)
	}
	if !s.Exhausted && s.sharedAs != "" {
		a.printf("The same command goes on with it: the cluster keeps %s.\n", s.sharedAs)
	}
	a.writeOutcomes(s.Outcomes, out)
	for i, f := range s.Findings {
		a.printf("\n")
		if i >= mostFindings && !out.verbose {
			a.writeCauses(s, s.Findings[i:], ink)
			break
		}
		a.writeReport(a.reported(s, f), out)
	}
	if len(s.Findings) > 1 {
		a.printf("\nreplay the first one with: %s\n", a.replayFinding(s, s.Findings[0]))
	}
}

// writeCauses prints a line for each finding, and the one that replays it.
func (a *app) writeCauses(s *search, findings []*scheduler.Finding, ink ink) {
	a.printf("%s\n", ink.faint(fmt.Sprintf("%s more, shown by --verbose:", plural(len(findings), "failure"))))
	for _, f := range findings[:min(len(findings), mostCauses)] {
		cause := []rune(strings.Join(append([]string{f.Kind}, report.Cause(a.reported(s, f))...), ": "))
		if len(cause) > causeWidth {
			cause = append(cause[:causeWidth-1], '…')
		}
		a.printf("  %s\n    %s\n", string(cause), a.replayFinding(s, f))
	}
	if left := len(findings) - mostCauses; left > 0 {
		a.printf("  %s\n", ink.faint(fmt.Sprintf("and %s more", thousands(left))))
	}
}

// counts is what was executed, in one line.
func (s *search) counts() string {
	traces, logs := plural(s.DistinctTraces, "distinct trace"), plural(s.DistinctLogs, "distinct log")
	if s.TracesAtLeast {
		traces = "at least " + traces
	}
	if s.LogsAtLeast {
		logs = "at least " + logs
	}
	text := executionsIn(s.Executions, s.Elapsed) + ": " + traces + ", " + logs + ", " + s.truncated()
	if s.Exhausted {
		return text + "; exhaustive"
	}
	if s.Rounds > 0 {
		return text + "; exhaustive up to " + plural(s.Rounds, "round") + " of polling"
	}
	return text + "; not exhaustive: " + s.reason()
}

// truncated is how many executions did not come to their end, and what ended them.
func (s *search) truncated() string {
	var parts []string
	if s.Truncated > 0 {
		at := fmt.Sprintf("%s truncated at %s", thousands(s.Truncated), plural(s.options.Config.MaxSteps, "step"))
		if s.forks {
			at += " or at a fork"
		}
		parts = append(parts, at)
	}
	if s.Livelocks > 0 {
		parts = append(parts, thousands(s.Livelocks)+" ended by a livelock")
	}
	if len(parts) == 0 {
		return "none truncated"
	}
	return strings.Join(parts, ", ")
}

// reason says why a search ended that was not exhaustive.
func (s *search) reason() string {
	o := s.options
	switch {
	case s.interrupted:
		return "it was interrupted"
	case s.Sharing != nil:
		return "executions with the same trace do not end alike"
	case s.Outside != "":
		return "what lies outside of the process is not under control"
	case o.First && len(s.Findings) > 0:
		return "--first ended it"
	case s.executionsReached() && s.Redundant > 0: // they count for the limit, and for nothing else
		return fmt.Sprintf("the limit of %s was reached, with %s that showed nothing new", plural(o.Executions, "execution"), thousands(s.Redundant))
	case s.executionsReached():
		return "the limit of " + plural(o.Executions, "execution") + " was reached"
	case s.BudgetUsed && len(s.Findings) > 0 && s.Elapsed < o.Budget:
		return fmt.Sprintf("the part of the budget of %v that is for the search was used up", o.Budget)
	case s.BudgetUsed:
		return fmt.Sprintf("the budget of %v was used up", o.Budget)
	case s.Truncated > 0:
		return "the executions that were cut short may hide something"
	case s.Livelocks > 0:
		return "the livelocks may hide something"
	}
	return "the strategy " + s.Strategy + " tries no more"
}

// executionsReached says whether the search ended at its limit of executions.
func (s *search) executionsReached() bool {
	return s.options.Executions > 0 && s.Executions+s.Redundant >= s.options.Executions
}

// conclusion is the result in one sentence. That none was found and that there is none are different ones.
func (s *search) conclusion(ink ink) painted {
	cfg := s.Config
	switch n := len(s.Findings); {
	case n > 0 && s.Sharing != nil:
		return ink.bad(plural(n, "distinct failure")+" found.") + painted(" Besides, "+s.Sharing.Message+".")
	case n > 0:
		return ink.bad(plural(n, "distinct failure")+" found.") + painted(s.nonePasses())
	case s.Sharing != nil:
		return ink.bad("Nothing can be proved") + painted(": "+s.Sharing.Message+".")
	case s.Exhausted:
		return ink.good("There is no failure") + painted(fmt.Sprintf(": every schedule was tried (switching %v, clock %v, the random numbers of seed %d).",
			cfg.Switching, cfg.Clock, s.Seed))
	}
	if s.Rounds > 0 {
		return ink.good("No failure up to "+plural(s.Rounds, "round")+" of polling") + painted(fmt.Sprintf(": every schedule was tried in which no thread "+
			"looks more often in a row for what nobody has changed (switching %v, clock %v, the random numbers of seed %d). "+
			"Longer ones were sampled; a larger --budget allows more rounds.", cfg.Switching, cfg.Clock, s.Seed))
	}
	if s.Outside != "" {
		return ink.good("No failure found") + painted(", which does not prove that there is none: the script does "+s.Outside+
			", and what comes of that may differ from one execution to the next.")
	}
	return ink.good("No failure found") + painted(", which does not prove that there is none; "+s.remedy()+"."+s.estimate())
}

// remedy says how a search that found nothing would come to prove something: with more of what ended it, or, if its
// strategy never proves anything, or has no more to try, with another one.
func (s *search) remedy() string {
	more := ""
	switch {
	case s.Truncated > 0:
		return s.cutOff()
	case !comesToAnEnd(s.Strategy):
	case s.interrupted:
		more = "a longer search"
	case s.executionsReached():
		more = "a larger --executions"
	case s.BudgetUsed:
		more = "a larger --budget"
	}
	if more == "" {
		return "--strategy dpor tries everything"
	}
	if len(s.Program.Params) > 0 {
		more += ", or smaller parameters,"
	}
	return more + " may allow to try everything, and --strategy portfolio samples all that there is"
}

// cutOff says that executions did not come to their end, which no larger budget changes.
func (s *search) cutOff() string {
	was := " were"
	if s.Truncated == 1 {
		was = " was"
	}
	text := plural(s.Truncated, "execution") + was + " cut short at " + plural(s.options.Config.MaxSteps, "step")
	if s.forks {
		text += ", or at a fork, behind which nothing is searched"
	}
	return text + "; a larger --steps goes further, if the program ever ends"
}

// nonePasses says so if the program fails whatever the schedule, as far as was seen.
func (s *search) nonePasses() string {
	switch {
	case slices.ContainsFunc(s.Outcomes, func(o *scheduler.Outcome) bool { return o.Verdict != sim.Failed }):
		return ""
	case s.Exhausted:
		return " No schedule passes."
	}
	return " None of the executions passed."
}

// estimate says what a random search without a finding says about what it has not seen: nothing, if no execution came to
// its end.
func (s *search) estimate() string {
	e := s.Estimate
	if e == nil || s.Executions == 0 || s.CutShort() {
		return ""
	}
	of := "one more execution of this search fails with a probability of at most %.2g"
	if s.Strategy == "portfolio" {
		of = "the executions of this search fail with a probability of at most %.2g on average over the strategies that take turns"
	}
	var parts []string
	if e.Bound < 1 {
		parts = append(parts, fmt.Sprintf("with 95 %% confidence, "+of, e.Bound))
	}
	if e.Traces > 0 {
		traces := plural(int(e.Traces+0.5), "distinct trace")
		if e.Traces >= 1.5 {
			traces = "some " + traces
		}
		parts = append(parts, "it can come to "+traces+" at least")
	}
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, "; ")
	return "\n" + strings.ToUpper(text[:1]) + text[1:] + "."
}

// urgency is the order of the outcomes: what a reader looks for first.
var urgency = map[sim.Verdict]int{sim.Failed: 0, sim.Inconclusive: 1, sim.Passed: 2}

// writeOutcomes prints a table of how the executions ended.
func (a *app) writeOutcomes(outcomes []*scheduler.Outcome, out output) {
	if len(outcomes) == 0 {
		return
	}
	outcomes = slices.Clone(outcomes)
	slices.SortStableFunc(outcomes, func(a, b *scheduler.Outcome) int {
		return cmp.Or(cmp.Compare(urgency[a.Verdict], urgency[b.Verdict]), cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Count, a.Count))
	})
	rows := [][4]string{{"count", "verdict", "kind", "observations"}}
	for i, o := range outcomes {
		if i == mostOutcomes && len(outcomes) > mostOutcomes+1 && !out.verbose {
			break
		}
		observed := paramText(o.Observed)
		if o.Others {
			observed = "other values, which are not kept one by one"
		}
		rows = append(rows, [4]string{thousands(o.Count), o.Verdict.String(), o.Kind, observed})
	}
	var width [4]int
	for _, r := range rows {
		for i := range r {
			width[i] = max(width[i], len(r[i]))
		}
	}
	a.printf("\n")
	for _, r := range rows {
		line := fmt.Sprintf("%*s  %-*s  %-*s  %s", width[0], r[0], width[1], r[1], width[2], r[2], r[3])
		a.printf("%s\n", strings.TrimRight(line, " "))
	}
	if left := len(outcomes) + 1 - len(rows); left > 0 {
		a.printf("and %s more, shown by --verbose\n", plural(left, "outcome"))
	}
}

// reported is a finding as package report takes it.
func (a *app) reported(s *search, f *scheduler.Finding) report.Finding {
	p := sim.Program{Name: f.Token.Scenario, Params: f.Token.Params}
	return report.Finding{
		Scenario: python.Title(p), Kind: f.Kind, Message: f.Message, Where: f.Where, Token: f.Token.String(), Seed: f.Token.Seed,
		Steps: f.Steps, Preemptions: f.Preemptions, Unfinished: f.Unfinished, Fewest: f.Fewest, Weakest: known(f.Weakest), Needed: f.Needed,
		FirstExecution: f.FirstExecution, Trace: report.WithLines(f.Trace), ReplayLine: a.replayFinding(s, f), Why: f.Why, Passing: report.WithLines(f.Passing),
		Likely: f.LikelyText(), Elsewhere: s.elsewhere[f].words(f.Kind),
	}
}

// replayFinding is the command that replays a finding of the search.
func (a *app) replayFinding(s *search, f *scheduler.Finding) string {
	line := a.self + " replay " + f.Token.String()
	if f.Steps > sim.DefaultMaxSteps {
		line += fmt.Sprintf(" --steps %d", f.Steps+1)
	}
	livelock := f.Kind == sim.LivelockKind || f.Trace != nil && f.Trace.End == sim.Livelock // it may show more than that
	return line + livelockFlag(s.options.Config.Livelock, f.Steps, livelock)
}
