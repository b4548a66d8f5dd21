package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// version is that of the command; the tokens have their own.
const version = "0.1.0"

const rootLong = `Simrun executes programs of many threads one thread at a time, under a scheduler
of its own. The same seed gives the same execution, to the last line of its log;
a search tries the schedules one by one, and shows the shortest in which the
program hangs, loses a message or fails otherwise, or that there is none.

Without a command it is "simrun run", and without a scenario it takes
{scenario}.

Exit codes: 0 no failure, 1 failure found, 2 wrong usage or input, 3 a replay
diverged, 4 the search ended before it had tried everything (only with
--require-exhaustive), or --steps cut short the one execution or each of a
search, 130 and 143 ended by Ctrl-C or SIGTERM, with what was found so far.`

const rootExample = `  simrun --seed 7
  simrun explore {scenario}
  simrun explore {scenario}{param} --strategy dpor
  simrun replay s1.DGxvY2st…
  simrun python script.py`

// rootCommand is the whole command line. The root itself is run, so that "simrun --seed 7" works.
func (a *app) rootCommand() *cobra.Command {
	root := a.runCommand()
	root.Use = a.name + " [scenario]"
	root.Short = "See, search and replay the interleavings of a program with threads"
	root.Long, root.Example = rootLong, rootExample
	root.Version = version
	root.Args = cobra.ArbitraryArgs // a word that is no command is a scenario; scenarioName looks at how many there are
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetVersionTemplate(a.versionText() + "\n")
	root.AddCommand(a.runCommand(), a.exploreCommand(), a.pythonCommand(), a.goTestCommand(), a.replayCommand(), a.stepCommand(), a.reportCommand(), a.explainCommand(), a.listCommand(), a.strategiesCommand(), a.benchCommand(), a.workerCommand(), a.clusterCommand())
	help := helpCommand()
	a.speakOf(help)
	root.SetHelpCommand(help)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			a.describeCompletion(c)
		}
	}
	setFlagErrors(root)
	a.speakOf(root)
	return root
}

// versionText names the command, and the simrun that it is.
func (a *app) versionText() string {
	if a.name == "simrun" {
		return "simrun " + version
	}
	return a.name + " (simrun " + version + ")"
}

// helpCommand is cobra's, but a command that does not exist is wrong usage.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help [command]",
		Short:   "Help about a command",
		Example: "  simrun help explore",
		RunE: func(c *cobra.Command, args []string) error {
			of, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("there is no command %q%s; see %s --help", strings.Join(args, " "),
					didYouMean(strings.Join(args, " "), commandNames(c.Root())), c.Root().Name())
			}
			of.InitDefaultHelpFlag()
			of.InitDefaultVersionFlag()
			return of.Help()
		},
	}
}

// describeCompletion adds an example to each command that cobra has made.
func (a *app) describeCompletion(c *cobra.Command) {
	c.Example = "  source <(simrun completion bash)"
	for _, shell := range c.Commands() {
		shell.Example = map[string]string{
			"bash":       "  simrun completion bash > /etc/bash_completion.d/" + a.name,
			"zsh":        "  simrun completion zsh > \"${fpath[1]}/_" + a.name + "\"",
			"fish":       "  simrun completion fish > ~/.config/fish/completions/" + a.name + ".fish",
			"powershell": "  simrun completion powershell | Out-String | Invoke-Expression",
		}[shell.Name()]
		shell.Args = noArguments
	}
	c.Args = noArguments
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// noArguments is for commands that take none.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	if len(names) > 0 {
		return usagef("%s %q is not known: use one of %s", c.CommandPath(), args[0], strings.Join(names, ", "))
	}
	return usagef("%s takes no argument, but was given %q; see %s --help", c.CommandPath(), args[0], c.CommandPath())
}
