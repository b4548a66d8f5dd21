package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"simrun/properties"
	"simrun/python"
	"simrun/sim"
)

const pythonLong = `Python executes an unmodified Python script under every strategy, on the CPython
that is installed (3.8 or later), with CPython's own threading, queue,
concurrent.futures and logging. Without a subcommand it explores: it searches
the schedules for a deadlock, or for an exception that nobody caught, and shows
the smallest schedule of each. The subcommands do with a script what the
commands of the same name do with a scenario.

Flags stand before the script; what stands behind it is for the script. The
interpreter is that of --python, or of $VIRTUAL_ENV, or python3.

A thread may lose the GIL at each operation on a lock, a queue, an event or
another thread, at each sleep and at each write to stdout or stderr, which are
one stream here. Between them a thread runs on: accesses to shared variables are
not seen yet. The clock is virtual, the random numbers come from the seed, and
what an execution changes in the interpreter is undone before the next. A script
that forks, also by multiprocessing, is refused. Files that it leaves behind are
not undone.

"simrun replay TOKEN" and "simrun report TOKEN" take tokens of scripts, too.`

// takesScript marks a command whose argument is a Python script.
const takesScript = "takes a script"

// pythonCommand executes scripts in place of scenarios.
func (a *app) pythonCommand() *cobra.Command {
	root := a.exploreCommand()
	explore, run, step, explain := a.exploreCommand(), a.runCommand(), a.stepCommand(), a.explainCommand()
	root.Use, root.Short, root.Long = "python SCRIPT [ARGUMENT...]", "Search the schedules of a Python script for failures", pythonLong
	root.Example = "  simrun python examples/python/queue_pipeline.py\n  simrun python --strategy dpor --python python3.12 script.py\n  simrun python run --seed 7 script.py"
	explore.Use, explore.Short = "explore SCRIPT [ARGUMENT...]", "Search the schedules of a script for failures"
	explore.Example = "  simrun python explore --strategy dpor script.py"
	run.Use, run.Short = "run SCRIPT [ARGUMENT...]", "Execute a script once and print what it prints"
	run.Example = "  simrun python run --seed 7 script.py"
	step.Use, step.Short = "step SCRIPT [ARGUMENT...]", "Walk through an execution of a script in the terminal"
	step.Example = "  simrun python step script.py"
	explain.Use = "explain TRANSCRIPT SCRIPT [ARGUMENT...]"
	explain.Example = "  simrun python explain log.txt script.py"
	for _, c := range []*cobra.Command{root, explore, run, step, explain} {
		f := c.Flags()
		f.SetInterspersed(false)
		f.String("python", "", "interpreter, CPython 3.8 or later")
		f.Lookup("python").DefValue = "that of $VIRTUAL_ENV, or python3"
		f.Lookup("param").Hidden = true
		if all := f.Lookup("all"); all != nil {
			all.Hidden = true
		}
		c.ValidArgsFunction = nil
		c.Annotations = map[string]string{takesScript: "yes"}
	}
	root.AddCommand(explore, run, step, explain)
	return root
}

// script starts what the arguments name, for a command that takes a script.
func (a *app) script(c *cobra.Command, args []string) (sim.Program, []sim.Property, error) {
	none := sim.Program{}
	switch {
	case c.Flags().Changed("param"):
		return none, nil, usagef("a script has no parameters: its arguments stand behind it")
	case len(args) == 0:
		return none, nil, usagef("%s takes a script; see %s --help", c.CommandPath(), c.CommandPath())
	}
	interpreter, err := c.Flags().GetString("python")
	if err != nil {
		panic(err) // it is not declared
	}
	s, err := a.openScript(interpreter, args[0], args[1:])
	if err != nil {
		return none, nil, err
	}
	return s.Program(), scriptProperties(), nil
}

// openScript starts a script, which is closed when the command ends.
func (a *app) openScript(interpreter, path string, args []string) (*python.Script, error) {
	if strings.EqualFold(filepath.Ext(path), ".ipynb") {
		return nil, usagef("%s is a notebook: save its cells as a script first (jupyter nbconvert --to script)", path)
	}
	s, err := python.Open(interpreter, path, args...)
	if err != nil {
		return nil, usagef("%v", err)
	}
	a.scripts = append(a.scripts, s)
	if leaks := s.Leaks(); leaks != "" {
		fmt.Fprintf(a.stderr, "%s: %s: %s\n", a.name, path, leaks)
	}
	return s, nil
}

// closeScripts ends the processes of the scripts, also if the command has panicked. A script that does what cannot be
// simulated shows only then, by the panic of the simulator, which is wrong input.
func (a *app) closeScripts(err *error) {
	r := recover()
	for _, s := range a.scripts {
		_ = s.Close() // its processes have nothing more to say
	}
	if r == nil {
		return
	}
	if wrong, ok := r.(error); ok && len(a.scripts) > 0 && strings.HasPrefix(wrong.Error(), "sim: ") {
		*err = usagef("%s", strings.TrimPrefix(wrong.Error(), "sim: "))
		return
	}
	panic(r)
}

// scriptProperties is what should hold of a script.
func scriptProperties() []sim.Property {
	return properties.Default()
}

// isScript says whether a word that is no scenario is a Python script.
func isScript(name string) bool {
	_, err := os.Stat(name)
	return strings.HasSuffix(name, ".py") || err == nil && strings.HasSuffix(name, ".pyw")
}

// recordedScript starts the script that a token names, and says on stderr what is not as it was.
func (a *app) recordedScript(path string, params []sim.Param) (sim.Program, []sim.Property, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return sim.Program{}, nil, usagef("the token is of the script %s, which is not there: call simrun where the path leads to it", path)
	}
	interpreter, args := python.Recorded(params)
	s, err := a.openScript(interpreter, path, args)
	if err != nil {
		return sim.Program{}, nil, err
	}
	p := s.Program()
	for _, change := range python.Changes(params, p.Params) {
		fmt.Fprintf(a.stderr, "%s: since the token was recorded %s\n", a.name, change)
	}
	return p, scriptProperties(), nil
}
