package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"simrun/python"
	"simrun/python/plugin"
)

// pytest runs pytest with the plugin, which has this command search the tests that start threads. The output and the exit
// code are pytest's.
func (a *app) pytest(c *cobra.Command, args []string) error {
	if err := python.Runs(runtime.GOOS); err != nil {
		return usagef("%v", err)
	}
	o, err := scriptOptions(c)
	if err != nil {
		return err
	}
	flags, err := testFlags(c)
	if err != nil {
		return err
	}
	interpreter, err := python.Find(o.Interpreter)
	if err != nil {
		return usagef("%v", err)
	}
	if err := exec.Command(interpreter.Path, "-c", "import pytest").Run(); err != nil {
		return usagef("%s cannot import pytest: install it there, or name another interpreter with --python", interpreter.Path)
	}
	binary, err := os.Executable()
	if err != nil {
		return usagef("%v", err)
	}
	folder, err := os.MkdirTemp("", "simrun-plugin-*")
	if err != nil {
		return usagef("there is no folder for temporary files: %v; set TMPDIR to one", err)
	}
	defer os.RemoveAll(folder)
	if err := plugin.Write(folder); err != nil {
		return usagef("%v", err)
	}
	if err := a.stdout.Flush(); err != nil {
		return usagef("cannot write the result: %v", err)
	}
	words := append([]string{"-m", "pytest", "-p", plugin.Module, "--simrun", "--simrun-flags=" + flags}, args...)
	cmd := exec.CommandContext(c.Context(), interpreter.Path, words...)
	cmd.Cancel = func() error {
		if s := (signalled{}); errors.As(context.Cause(c.Context()), &s) {
			return passOn(s.Signal, cmd.Process, a.stdin)
		}
		return nil
	}
	endWithParent(cmd)
	path := folder
	if before := os.Getenv("PYTHONPATH"); before != "" {
		path += string(os.PathListSeparator) + before
	}
	cmd.Env = append(os.Environ(), "PYTHONPATH="+path, "SIMRUN_BINARY="+binary, "SIMRUN_SELF="+a.self)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.stdin, a.stdout, a.stderr
	if a.out != nil {
		cmd.Stdout = a.out // pytest asks whether it is a terminal
	}
	var failed *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &failed):
		return &exit{max(failed.ExitCode(), 1), ""}
	case err != nil && c.Context().Err() == nil:
		return usagef("pytest: %v", err)
	}
	return nil
}

// testFlags are the flags for the searches of the tests, as a shell would take them.
func testFlags(c *cobra.Command) (string, error) {
	var words []string
	known, _, wrong := c.Find([]string{"test"})
	c.Flags().Visit(func(f *pflag.Flag) {
		switch {
		case f.Name == "module" || f.Name == "python":
		case known.Flags().Lookup(f.Name) == nil:
			wrong = usagef("--%s does not go with -m pytest: a search of a test takes the flags of %s test", f.Name, c.CommandPath())
		case f.Value.Type() == "bool":
			words = append(words, "--"+f.Name+"="+f.Value.String())
		default:
			words = append(words, "--"+f.Name, shellWord(strings.Trim(f.Value.String(), "[]")))
		}
	})
	return strings.Join(words, " "), wrong
}
