package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"simrun/properties/catalog"
)

// listCommand lists the catalog.
func (a *app) listCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the scenarios, their parameters, and what a search shows",
		Long: `List names the scenarios by group: what each does, its parameters with their
defaults, and what a search of it shows.

With --json it prints one object: scenarios[] {name, group, summary, params[]
{name, default, help, allowed[], min, max}, expected {kinds[], note}}. A
parameter with an empty list of allowed words is a number from min to max.`,
		Example: "  simrun list\n  simrun list --json",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return a.writeJSON(listJSON(a.entries()))
			}
			a.writeList(a.entries())
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object instead of text")
	return c
}

// writeList prints the entries under the headings of their groups; they come sorted by group.
func (a *app) writeList(entries []catalog.Entry) {
	group := ""
	for i, e := range entries {
		if i == 0 || e.Group != group {
			if i > 0 {
				a.printf("\n")
			}
			group = e.Group
			a.printf("%s\n", group)
		}
		a.printf("\n  %s: %s\n", e.Name, e.Summary)
		for _, p := range e.Params {
			a.printf("      --param %-18s %s\n", p.Name+"="+p.Default, p.Help+paramRange(p))
		}
		a.printf("      %s\n", expectation(e.Expected))
	}
}

// paramRange says which values a parameter may have.
func paramRange(p catalog.Param) string {
	if len(p.Allowed) > 0 {
		return " (" + strings.Join(p.Allowed, ", ") + ")"
	}
	return fmt.Sprintf(" (%d to %d)", p.Min, p.Max)
}

// expectation says what a search shows.
func expectation(e catalog.Expected) string {
	text := "expected: it passes an exhaustive search"
	if len(e.Kinds) > 0 {
		text = "expected: " + strings.Join(e.Kinds, ", ")
	}
	if e.Note != "" {
		text += ". " + e.Note
	}
	return text
}

// printf writes to stdout. What goes wrong there shows when it is flushed.
func (a *app) printf(format string, args ...any) { fmt.Fprintf(a.stdout, format, args...) }
