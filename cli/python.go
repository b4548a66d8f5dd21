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

const pythonLong = `Python executes an unmodified Python script on the CPython that is installed
(3.8 or later), with CPython's own threading, queue, concurrent.futures and
logging. Without a subcommand it explores: it searches the schedules for a
deadlock, a lost message, an exception that nobody caught, or an exit code other
than 0 (sys.exit, os._exit, unittest.main), and shows the smallest schedule of
each. The subcommands do with a script what the commands of the same name do
with a scenario; hang and test are for scripts alone.

Flags stand before the script; what stands behind it is for the script. The
interpreter is that of --python, or of $VIRTUAL_ENV, or python3.

A thread may lose the GIL at each operation on a lock, a queue, an event or
another thread, at each sleep, at each write to stdout or stderr (one stream
here), and at each access to a variable that threads share: an attribute, an
item of a list, dict, set or deque and its methods, a global, a variable of an
outer function. Accesses are seen in the files under the script's folder, in
each package that --trace names, in code that the script gives to exec, eval and
compile, and in what the library holds for threads or goes over: copy, weakref,
collections, dataclasses, json, configparser, functools.lru_cache, os.environ,
generators of random and databases of sqlite3. An access is a step only if
threads race for the variable: a search that meets such a race begins again with
that variable. Not seen is what C code does by itself, and code that the library
compiles.

Where a thread may lose the GIL follows --gil. Up to 3.9 that is between any two
accesses; in 3.10 to 3.13 only where there was a call, or a round of a loop,
between them, or where the thread blocks; in 3.14 also when a with statement has
taken its lock. "free" is a build without a GIL, where it may happen anywhere. A
failure says under the GIL of which versions it can show. Where that does not
follow from its schedule, a bounded search with each GIL looks for it, and says
"not since 3.10" only if it tried everything.

A timeout may be over at any point, like a sleep: a machine may be that slow. If
one is over in a failure's schedule while another thread could go on, the report
says so, and what a bounded search found under --clock virtual, where time
passes as the script says: there a timeout of 60 s is over only when 60 s have
passed.

With --races, and by default under --gil free, a data-race is a failure: two
accesses of different threads to a variable, at least one of them a write, that
nothing puts in an order (a lock, a queue, a start, a join). --races=false turns
that off. Two methods of a container never race with each other. Writes to the
terminal put threads in an order, too.

With --daemons two things are failures. One is ended-while-locked: the exit ends
a daemon thread inside a with statement of the script that holds a lock, so what
it does there is half done. A daemon that waits in a queue or a condition holds
none. The other is partial-deadlock: daemons wait for each other's locks for
ever, although the script ends all the same.

Two things happen only if they are asked for. With --signal SIGTERM that signal
comes once, at any time from when the script has a handler for it; SIGINT, which
is Ctrl-C, from its beginning, unless the script ignores it. The main thread
runs the handler, between two operations or while it waits. A KeyboardInterrupt
that ends the script is then no failure. With --gc the collector of cyclic
garbage runs once, at any time when there is garbage, in whatever thread is at
work, and with it methods __del__ and callbacks of weak references; without the
flag it runs only where the script calls it. A script with a handler or a
finalizer is told so.

You can say in Python what should hold of a script: in the file
simrun_properties.py beside it, or the one that --check names, with the
functions invariant and at_exit, or one of them. Each is called with the module
of the script, if it has a parameter, or finds it by "import __main__".
invariant is called after each step that has changed what it looks at, as soon
as there are two threads, and at the end of the script; at_exit is called when
the script, its threads and atexit have ended. An exception, or a result that is
false and not None, is a failure, invariant or at-exit. A look is no step of any
thread. It is put off while a lock that it takes is held, so "with script.lock:"
looks only when nobody holds it, and until a global that it asks for is there.
What it reads becomes a step each time it changes, so a proof has seen all
states of it. For objects of the library that covers what their methods say
(qsize, is_set, locked); if it reads their attributes, each step counts as a
change. It must change nothing, and what it prints is not shown.

With -m NAME in place of the script the module or package of that name is
executed as python3 -m does: it is looked for in the current folder first, and
may import relatively. The files under the current folder are the program's, or
those beside the package, if it lies elsewhere. A module of Python's library,
such as unittest, is executed, too.

A test of pytest's goes by its name, tests/test_pool.py::test_close. With -m
pytest pytest runs, and each test that starts a thread is searched: see "simrun
python test --help". Flags before -m are for the searches.

With --greenlets the script's threads are greenlets of one thread of the system,
which hand over faster. The interpreter must have the package greenlet (python3
-m pip install greenlet). The script does the same, to the byte, and a token
found with greenlets replays without, and the other way round. Before the search
an execution with greenlets is compared with one without. If they differ, or if
the script needs threads of the system, because it imports code in C that is not
of the library, or sqlite3, or traces itself, it gets threads of the system, and
a line says why. If that shows only under some schedule the search ends with the
reason.

Pipes, socket pairs and connections of the process with itself over a loopback
address (TCP, or AF_UNIX) are simulated, and so are select, poll, epoll,
selectors, asyncio and socketserver on them. A thread that reads from one,
writes to one that is full, accepts or selects is blocked until another thread
writes, reads, connects or closes; a timeout is that of the clock. Descriptors
that are ready at the same time are given in the order in which they were
registered, a connection holds as much as a socket pair does, and no address is
taken from the system. What asyncio's loops, futures, locks and queues have is
followed as variables are, where threads race for it.

What lies outside of the process (another process, a peer in the network, a
terminal, datagrams) is one step, in which all other threads stand still. After
one nothing is proved, because what comes of it may differ. A thread that waits
for the outside and for the process itself at once, beside other threads, is
refused. Operations on a file or a folder (open, read, write, look for, rename,
remove, list) are steps where threads use the same one, one of them changes it,
and nothing puts them in an order.

The clock is virtual. The random numbers come from the seed, for each thread its
own, unless the script seeds them. What an execution changes in the interpreter
is undone before the next one; files that it leaves behind are not, but for
those that it made with tempfile. A script that forks before it has threads,
also by multiprocessing, is refused. Beside threads a fork is the end of the
execution: a failure if another thread holds a lock, because in the child nobody
releases it, unless it is that of a handler of logging, or os.register_at_fork
sees to it.

"simrun replay TOKEN" and "simrun report TOKEN" take tokens of scripts, too.`

// takesScript marks a command whose argument is a Python script.
const takesScript = "takes a script"

// pythonCommand executes scripts in place of scenarios.
func (a *app) pythonCommand() *cobra.Command {
	root := a.exploreCommand()
	explore, run, step, explain, hang := a.exploreCommand(), a.runCommand(), a.stepCommand(), a.explainCommand(), a.hangCommand()
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
	test := a.pythonTestCommand()
	for _, c := range []*cobra.Command{root, explore, run, step, explain, hang, test} {
		if c != root && c != hang && c != test {
			c.Long = "For a script, see \"simrun python --help\"; for a scenario it reads:\n\n" + c.Long
		}
		f := c.Flags()
		f.SetInterspersed(false)
		f.Var(textValue{new(string), "name an interpreter"}, "python", "interpreter, CPython 3.8 or later")
		f.Lookup("python").DefValue = "that of $VIRTUAL_ENV, or python3"
		f.Var(textValue{new(string), "use one of 3.9, 3.10, 3.14, free"}, "gil", "whose rule threads switch by: 3.9, 3.10, 3.14 or free")
		f.Lookup("gil").DefValue = "that of the interpreter"
		f.StringSlice("trace", nil, "package in which accesses to shared variables are seen, too; repeatable")
		f.StringArray("signal", nil, "signal that comes once, at any time, when the script has a handler for it; repeatable")
		f.Bool("races", false, "two accesses to a variable that nothing puts in an order are a failure")
		f.Lookup("races").DefValue = "with --gil free"
		f.Bool("daemons", false, "daemon threads that the exit ends in a with statement that holds a lock, or that wait for each other, are a failure")
		if c != hang && c != test {
			f.String("check", "", "file with what should hold of the script: see \"simrun python --help\"")
			f.Lookup("check").DefValue = python.CheckFile + " beside it, if it is there"
		}
		f.Bool("gc", false, "the collector of cyclic garbage runs once, at any time")
		f.Bool("greenlets", false, "the script's threads are greenlets, which is faster: see \"simrun python --help\"")
		if param := f.Lookup("param"); param != nil {
			param.Hidden = true
		}
		if all := f.Lookup("all"); all != nil {
			all.Hidden = true
		}
		c.ValidArgsFunction = completeFile // also in place of the subcommands
		complete(c, "gil", []string{"3.9", "3.10", "3.14", "free"})
		c.Annotations = map[string]string{takesScript: "yes"}
	}
	for c, at := range map[*cobra.Command]int{root: 0, explore: 0, run: 0, step: 0, explain: 1, hang: 1} {
		a.takeModule(c, at)
	}
	root.AddCommand(explore, run, step, explain, hang, test)
	return root
}

// script starts what the arguments name, for a command that takes a script.
func (a *app) script(c *cobra.Command, args []string) (sim.Program, []sim.Property, error) {
	s, err := a.scriptWith(c, args, a.checkFile)
	if err != nil {
		return sim.Program{}, nil, err
	}
	return s.Program(), scriptProperties(), nil
}

// scriptWith starts the script that the first argument names, with the options that the flags give; more adds those that only one command
// has. It is closed when the command ends, as openScript says.
func (a *app) scriptWith(c *cobra.Command, args []string, more func(c *cobra.Command, o *python.Options, path string) error) (*python.Script, error) {
	switch {
	case c.Flags().Changed("param"):
		return nil, usagef("a script has no parameters: its arguments stand behind it")
	case len(args) == 0:
		return nil, usagef("%s takes a script; see %s --help", c.CommandPath(), c.CommandPath())
	}
	o, err := scriptOptions(c)
	if err != nil {
		return nil, err
	}
	path, test, _ := strings.Cut(args[0], "::")
	o.Test = test
	if err := more(c, &o, path); err != nil {
		return nil, err
	}
	a.noteFlagsBehind(c, path, args[1:])
	s, err := a.openScript(o, path, args[1:])
	if hint := hintAtServe(c, args[0]); err != nil && hint != "" {
		return nil, usagef("%v%s", err, hint)
	}
	if err != nil {
		return nil, err
	}
	for _, note := range s.Notes() {
		fmt.Fprintf(a.stderr, "%s: %s: %s\n", a.name, args[0], note)
	}
	return s, switchAs(c, s)
}

// openScript starts a script, which is closed when the command ends.
func (a *app) openScript(o python.Options, path string, args []string) (*python.Script, error) {
	if strings.EqualFold(filepath.Ext(path), ".ipynb") {
		return nil, usagef("%s is a notebook: save its cells as a script first (jupyter nbconvert --to script)", path)
	}
	o.Stop = a.ended
	s, err := python.OpenWith(o, path, args...)
	if errors.Is(err, python.ErrStopped) {
		return nil, &exit{exitBudget, fmt.Sprintf("%s: %v", path, err)}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("%v%s", err, a.meantForScript(path, args))
	}
	if err != nil {
		return nil, usagef("%v", err)
	}
	a.scripts = append(a.scripts, s)
	if unfit := s.Unfit(); unfit != "" {
		fmt.Fprintf(a.stderr, "%s: %s: %s\n", a.name, path, unfit)
	}
	if leaks := s.Leaks(); leaks != "" {
		fmt.Fprintf(a.stderr, "%s: %s: %s\n", a.name, path, leaks)
	}
	return s, nil
}

// closeScripts ends the processes of the scripts, also if the command has panicked. A script that does what cannot be
// simulated may show only then, by the panic of the simulator or what a search has made of it, which is wrong input.
func (a *app) closeScripts(err *error) {
	r := recover()
	for _, s := range a.scripts {
		_ = s.Close() // its processes have nothing more to say
	}
	wrong, ok := r.(error)
	if r == nil {
		wrong, ok = *err, *err != nil
	}
	if ok && len(a.scripts) > 0 && strings.HasPrefix(wrong.Error(), "sim: ") {
		*err = usagef("%s", strings.TrimPrefix(wrong.Error(), "sim: "))
	} else if r != nil {
		panic(r)
	}
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
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !strings.HasPrefix(path, python.ModulePrefix) {
		return sim.Program{}, nil, usagef("the token is of the script %s, which is not there: call simrun where the path leads to it", path)
	}
	o, args := python.Recorded(params)
	s, err := a.openScript(o, path, args)
	if err != nil {
		return sim.Program{}, nil, err
	}
	p := s.Program()
	for _, change := range python.Changes(params, p.Params) {
		fmt.Fprintf(a.stderr, "%s: since the token was recorded %s\n", a.name, change)
	}
	return p, scriptProperties(), nil
}
