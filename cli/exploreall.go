package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/sim"
)

// comparison is what a search of one scenario found, beside what the catalog expects.
type comparison struct {
	Scenario   string   `json:"scenario"`
	Expected   []string `json:"expected"` // kinds of findings
	Found      []string `json:"found"`
	AsExpected bool     `json:"as_expected"`
	Exhausted  bool     `json:"exhausted"`
	Executions int      `json:"executions"`
}

// exploreAll searches each scenario with its default parameters and compares what it finds with what is expected.
func (a *app) exploreAll(c *cobra.Command, args []string, x *exploration) error {
	switch {
	case len(args) > 0:
		return usagef("--all takes no scenario, but was given %q: leave out one of the two", args[0])
	case len(x.params) > 0:
		return usagef("--all takes the default parameters: leave out --param, or name one scenario")
	case x.first:
		return usagef("--all compares all that is found with what is expected, and --first ends at one failure: leave out one of the two")
	case c.Flags().Changed("checkpoint"):
		return usagef("--checkpoint is of one search: leave it out, or name one scenario in place of --all")
	}
	list, wrong, open := []comparison{}, 0, 0
	for _, e := range a.entries {
		r, err := a.compare(c, e, x)
		if err != nil {
			return err
		}
		if c.Context().Err() != nil && !r.Exhausted {
			break // it was interrupted, so that this says nothing
		}
		list = append(list, r)
		if !r.AsExpected {
			wrong++
		}
		if len(r.Found) == 0 && !r.Exhausted {
			open++
		}
		if !x.out.json {
			a.printf("%s\n", r.line(a.ink(x.out)))
			a.stdout.Flush() // the next search takes its time
		}
	}
	left := len(a.entries) - len(list)
	if x.out.json {
		if err := a.writeJSON(map[string]any{"scenarios": list, "interrupted": left > 0}); err != nil {
			return err
		}
	} else {
		text := fmt.Sprintf("%s, %d not as expected, %d passed without being exhaustive", plural(len(list), "scenario"), wrong, open)
		if left > 0 {
			text += fmt.Sprintf("; interrupted: %d of %d are left out", left, len(a.entries))
		}
		a.printf("%s\n", text)
	}
	switch {
	case wrong > 0:
		return &exit{code: exitFailed}
	case x.require && open > 0:
		return &exit{exitBudget, fmt.Sprintf("%d of the searches ended before everything was tried", open)}
	}
	return nil
}

// compare searches one scenario.
func (a *app) compare(c *cobra.Command, e catalog.Entry, x *exploration) (comparison, error) {
	p, properties, err := e.Build(nil)
	if err != nil {
		return comparison{}, usagef("%v", err)
	}
	o := x.options(properties)
	if !c.Flags().Changed("switching") && e.Switching != 0 {
		o.Config.Switching = e.Switching
	}
	o.Watchdog, o.NoShrink = a.watchdog, true // the kinds are all that is shown
	r, err := scheduler.Explore(c.Context(), p, o)
	if err != nil {
		return comparison{}, fmt.Errorf("%s: %w", e.Name, stuck(err))
	}
	v := comparison{Scenario: e.Name, Expected: append([]string{}, e.Expected.Kinds...), Found: []string{}, Exhausted: r.Exhausted, Executions: r.Executions}
	for _, f := range r.Findings {
		v.Found = append(v.Found, f.Kind)
	}
	if r.Sharing != nil {
		v.Found = append(v.Found, sharingKind)
	}
	if r.CutShort() && len(v.Found) == 0 {
		v.Found = append(v.Found, sim.StepLimitKind) // nobody has seen it pass
	}
	slices.Sort(v.Found)
	v.Found = slices.Compact(v.Found)
	slices.Sort(v.Expected)
	v.AsExpected = slices.Equal(v.Found, v.Expected) || e.Rare && len(v.Found) == 0 && !r.Exhausted
	return v, nil
}

// line says it to people.
func (r comparison) line(ink ink) string {
	how := plural(r.Executions, "execution")
	if r.Exhausted {
		how += ", exhaustive"
	}
	kinds := func(list []string) string {
		if len(list) == 0 {
			return "no failure"
		}
		return strings.Join(list, ", ")
	}
	if r.AsExpected {
		return fmt.Sprintf("%s    %s: %s (%s)", ink.good("ok"), r.Scenario, kinds(r.Found), how)
	}
	return fmt.Sprintf("%s  %s: %s, expected %s (%s)", ink.bad("FAIL"), r.Scenario, kinds(r.Found), kinds(r.Expected), how)
}
