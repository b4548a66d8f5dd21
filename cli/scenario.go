package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"simrun/properties/catalog"
	"simrun/sim"
)

// scenarioName is the scenario that the arguments name.
func scenarioName(c *cobra.Command, args []string) (string, error) {
	switch {
	case len(args) == 0:
		return defaultScenario, nil
	case strings.Contains(args[len(args)-1], "="):
		arg := args[len(args)-1]
		return "", usagef("%q is not a scenario: a parameter is written --param %s", arg, arg)
	case len(args) == 1:
		return args[0], nil
	case c.HasSubCommands() && didYouMean(args[0], commandNames(c)) != "":
		return "", usagef("unknown command %q%s", args[0], didYouMean(args[0], commandNames(c)))
	}
	return "", usagef("%s takes one scenario, but was given %d: %s", c.CommandPath(), len(args), strings.Join(args, " "))
}

// program builds what the arguments and --param name.
func (a *app) program(c *cobra.Command, args []string, params paramsValue) (sim.Program, []sim.Property, error) {
	name, err := scenarioName(c, args)
	if err != nil {
		return sim.Program{}, nil, err
	}
	e, err := a.lookup(name)
	if err != nil {
		return sim.Program{}, nil, a.unknownScenario(c, name, err)
	}
	return buildEntry(e, params)
}

// unknownScenario adds to the catalog's error what a user may have meant instead.
func (a *app) unknownScenario(c *cobra.Command, name string, err error) error {
	if c.HasSubCommands() { // the root: the word may have been meant as a command
		if s := didYouMean(name, commandNames(c)); s != "" {
			return usagef("unknown command or scenario %q%s", name, s)
		}
	}
	text := err.Error()
	if !strings.Contains(text, "did you mean") {
		text += didYouMean(name, a.scenarioNames())
	}
	if !strings.Contains(text, "simrun list") {
		text += "; simrun list names them all"
	}
	return usagef("%s", text)
}

func (a *app) scenarioNames() []string {
	var names []string
	for _, e := range a.entries() {
		names = append(names, e.Name)
	}
	return names
}

// buildEntry makes the program. It checks the names of the parameters; the catalog checks the values.
func buildEntry(e catalog.Entry, params map[string]string) (sim.Program, []sim.Property, error) {
	var known []string
	for _, p := range e.Params {
		known = append(known, p.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if slices.Contains(known, name) {
			continue
		}
		remedy := "it has none"
		if len(known) > 0 {
			remedy = "it has " + strings.Join(known, ", ")
		}
		return sim.Program{}, nil, usagef("scenario %s has no parameter %q%s: %s", e.Name, name, didYouMean(name, known), remedy)
	}
	p, properties, err := e.Build(params)
	if err != nil {
		return sim.Program{}, nil, usagef("%v", err)
	}
	return p, properties, nil
}

// completeScenario offers the scenarios in the shell.
func (a *app) completeScenario(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var list []cobra.Completion
	for _, e := range a.entries() {
		list = append(list, cobra.CompletionWithDesc(e.Name, e.Summary))
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeParam offers the parameters of the scenario in the shell.
func (a *app) completeParam(c *cobra.Command) {
	names := func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		name := defaultScenario
		if len(args) > 0 {
			name = args[0]
		}
		var list []cobra.Completion
		if e, err := a.lookup(name); err == nil {
			for _, p := range e.Params {
				list = append(list, cobra.CompletionWithDesc(p.Name+"=", p.Help))
			}
		}
		return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	if err := c.RegisterFlagCompletionFunc("param", names); err != nil {
		panic(err) // the flag is not declared
	}
}

// paramText writes observations and parameters as they are typed: "messages=3 workers=2".
func paramText(list []sim.Observation) string {
	var words []string
	for _, o := range list {
		words = append(words, fmt.Sprintf("%s=%v", o.Name, o.Value))
	}
	return strings.Join(words, " ")
}
