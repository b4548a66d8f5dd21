package cli

import (
	"fmt"
	"net"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"simrun/properties/catalog"
	"simrun/sim"
)

// checkCatalog is the error for programs that the command cannot offer.
func (a *app) checkCatalog() error {
	if err := catalog.Check(a.entries); err != nil {
		return usagef("%v", err)
	}
	commands := append(commandNames(a.rootCommand()), "help")
	for _, e := range a.entries {
		if slices.Contains(commands, e.Name) {
			return usagef("the catalog has an entry with the name %q, which is a command: give it another name", e.Name)
		}
	}
	return nil
}

// scenarioName is the scenario that the arguments name.
func (a *app) scenarioName(c *cobra.Command, args []string) (string, error) {
	switch {
	case len(args) == 0:
		return a.entries[0].Name, nil
	case strings.Contains(args[len(args)-1], "="):
		arg := args[len(args)-1]
		return "", usagef("%q is not a scenario: a parameter is written --param %s", arg, arg)
	case len(args) == 1:
		return args[0], nil
	case c.HasSubCommands() && didYouMean(args[0], commandNames(c)) != "":
		return "", usagef("unknown command %q%s", args[0], didYouMean(args[0], commandNames(c)))
	}
	return "", usagef("%s takes one scenario, but was given %d: %s%s", c.CommandPath(), len(args), strings.Join(args, " "), hintAtServe(c, args[len(args)-1]))
}

// hintAtServe is what to add to an error about an argument that may be meant for --serve, which takes none without an equals sign.
func hintAtServe(c *cobra.Command, arg string) string {
	f := c.Flags().Lookup("serve")
	if _, _, err := net.SplitHostPort(arg); err != nil || f == nil || !f.Changed || f.Value.String() != f.NoOptDefVal {
		return ""
	}
	return "; the address of --serve has an equals sign before it, as in --serve=" + arg
}

// program builds what the arguments and --param name. The switching mode in which it is meant becomes the default of
// the command.
func (a *app) program(c *cobra.Command, args []string, params paramsValue) (sim.Program, []sim.Property, error) {
	if c.Annotations[takesScript] != "" {
		return a.script(c, args)
	}
	name, err := a.scenarioName(c, args)
	if err != nil {
		return sim.Program{}, nil, err
	}
	e, err := catalog.Find(a.entries, name)
	if err != nil {
		return sim.Program{}, nil, a.unknownScenario(c, name, err)
	}
	if f := c.Flags().Lookup("switching"); f != nil && !f.Changed && e.Switching != 0 {
		if err := f.Value.Set(e.Switching.String()); err != nil {
			panic(err) // wordValue takes all modes
		}
	}
	p, properties, err := e.Build(params)
	if err != nil {
		return sim.Program{}, nil, usagef("%v", err)
	}
	return p, properties, nil
}

// unknownScenario adds to the catalog's error what to do about it.
func (a *app) unknownScenario(c *cobra.Command, name string, err error) error {
	if c.HasSubCommands() { // the root: the word may have been meant as a command
		if s := didYouMean(name, commandNames(c)); s != "" {
			return usagef("unknown command or scenario %q%s", name, s)
		}
	}
	if isScript(name) {
		return usagef("%q is a Python script: %s", name, a.forScripts(c, name))
	}
	return usagef("%v; %s list names them all", err, a.name)
}

// forScripts is the command that does with a script what c does with a scenario.
func (a *app) forScripts(c *cobra.Command, script string) string {
	switch c.Name() {
	case "explain":
		return fmt.Sprintf("type %s python explain TRANSCRIPT %s", a.self, script)
	case "replay", "report": // a search prints the token
		return fmt.Sprintf("type %s python %s, which prints one", a.self, script)
	case a.name:
		return fmt.Sprintf("type %s python run %s", a.self, script)
	}
	return fmt.Sprintf("type %s python %s %s", a.self, c.Name(), script)
}

// completeScenario offers the scenarios in the shell.
func (a *app) completeScenario(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var list []cobra.Completion
	for _, e := range a.entries {
		list = append(list, cobra.CompletionWithDesc(e.Name, e.Summary))
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeFile leaves it to the shell to offer files.
func completeFile(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// orFile offers scenarios, and files where they are none: in the place of the first argument, if that may be one, and behind it.
func (a *app) orFile(first bool) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		list, directive := a.completeScenario(c, args, typed)
		if first || len(args) > 0 {
			directive = cobra.ShellCompDirectiveDefault
		}
		return list, directive
	}
}

// completeParam offers the parameters of the scenario in the shell.
func (a *app) completeParam(c *cobra.Command) {
	names := func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		name := a.entries[0].Name
		if len(args) > 0 {
			name = args[0]
		}
		var list []cobra.Completion
		if e, err := catalog.Find(a.entries, name); err == nil {
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
		words = append(words, o.Name+"="+o.Text())
	}
	return strings.Join(words, " ")
}
