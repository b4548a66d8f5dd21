package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"simrun/properties/catalog"
	"simrun/report"
)

// listCommand lists the catalog.
func (a *app) listCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the scenarios, their parameters, and what a search shows",
		Long: `List names the scenarios by group: what each does, its parameters with their
defaults, and what a search of it shows. The first one is run if none is named.

With --json it prints one object: scenarios[] {name, group, summary, params[]
{name, default, help, allowed[], min, max}, switching, expected {kinds[],
note}}. A parameter with an empty list of allowed words is a number from min to
max. The switching mode is that in which it is run unless --switching is given.`,
		Example: "  simrun list\n  simrun list --json",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return a.writeJSON(listJSON(a.entries))
			}
			a.writeList()
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object instead of text")
	return c
}

// writeList prints the entries under the headings of their groups.
func (a *app) writeList() {
	group := ""
	for i, e := range a.entries {
		if e.Group != group {
			if i > 0 {
				a.printf("\n")
			}
			group = e.Group
			a.printf("%s\n", group)
		}
		if i > 0 || group != "" {
			a.printf("\n")
		}
		a.printf("  %s\n", strings.TrimSuffix(e.Name+": "+e.Summary, ": "))
		for _, p := range e.Params {
			a.printf("      --param %-18s %s\n", p.Name+"="+p.Default, p.Help+paramRange(p))
		}
		if text := expectation(e); text != "" {
			a.printf("      %s\n", text)
		}
	}
}

// paramRange says which values a parameter may have.
func paramRange(p catalog.Param) string {
	if len(p.Allowed) > 0 {
		return " (" + strings.Join(p.Allowed, ", ") + ")"
	}
	return fmt.Sprintf(" (%d to %d)", p.Min, p.Max)
}

// expectation says what a search shows, if the entry does.
func expectation(e catalog.Entry) string {
	kinds, note := e.Expected.Kinds, e.Expected.Note
	if len(kinds) == 0 && note == "" {
		return ""
	}
	text := "expected: it passes an exhaustive search"
	if len(kinds) > 0 {
		text = "expected: " + strings.Join(kinds, ", ")
	}
	if e.Switching != 0 {
		text += " in the switching mode " + e.Switching.String()
	}
	if note != "" {
		text += ". " + note
	}
	return text
}

// printf writes to stdout, texts so that they act on nothing. What goes wrong there shows when it is flushed.
func (a *app) printf(format string, args ...any) {
	for i, v := range args {
		switch v := v.(type) {
		case painted:
		case string:
			args[i] = report.Plain(v)
		case error, fmt.Stringer:
			args[i] = report.Plain(fmt.Sprint(v))
		}
	}
	fmt.Fprintf(a.stdout, format, args...)
}
