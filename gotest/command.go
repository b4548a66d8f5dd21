package gotest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"simrun/gotest/settings"
)

// Command is go test with the overlay. When the context ends, so does it, with the test binaries. What its
// tests leave behind in the folder for temporary files is removed by clean, which is called when it has ended.
func (o *Overlay) Command(ctx context.Context, s settings.Settings, args []string) (cmd *exec.Cmd, clean func(), err error) {
	own := []string{"test", "-overlay=" + o.File, "-vet=off"}
	if !Given(args, "count") && !Given(args, "bench") {
		own = append(own, "-count=1")
	}
	if !Given(args, "timeout") {
		own = append(own, "-timeout=0") // the budget is for each test
	}
	if !Given(args, "ldflags") {
		own = append(own, "-ldflags=-s=0") // the package variables are found by their symbols
	}
	args, err = compiled(args, s.Races, s.Library)
	if err != nil {
		return nil, nil, err
	}
	temporary, err := os.MkdirTemp("", "simrun-gotest-")
	if err != nil {
		return nil, nil, fmt.Errorf("there is no folder for temporary files: %w; set TMPDIR to one", err)
	}
	clean = func() { os.RemoveAll(temporary) }
	env := append(o.environ(), settings.Variable+"="+s.String(), "TMPDIR="+temporary)
	if err := o.taken(ctx, env); err != nil {
		clean()
		return nil, nil, err
	}
	cmd = exec.CommandContext(ctx, o.command(), append(own, args...)...)
	cmd.Env = env
	inGroup(cmd)
	cmd.WaitDelay = 5 * time.Second
	return cmd, clean, nil
}

// compiled adds to the arguments how the packages of modules are compiled: with calls of the functions of sync/atomic in place of
// instructions, or as for Go's race detector, which has those too and tells of each access to memory. Of Go's library only those
// packages tell of it that share nothing by themselves, and package sync cannot do without the instructions, if it is under test. The
// library is named by the first elements of its paths: the pattern std matches nothing in Go 1.27.
func compiled(args []string, races bool, library []string) ([]string, error) {
	flag, but := "-d=ssa/intrinsics/off", []string{"-gcflags=sync="}
	if races {
		flag, but = "-race", nil
	}
	own := []string{"-gcflags=all=" + flag}
	for _, first := range library {
		own = append(own, "-gcflags="+first+"/...=")
	}
	for _, pkg := range settings.Followed {
		if races {
			own = append(own, "-gcflags="+pkg+"="+flag)
		}
	}
	for i, arg := range args {
		name, value, given := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if !strings.HasPrefix(arg, "-") || name != "gcflags" {
			continue
		}
		args = slices.Clone(args)
		at := i
		if !given && i+1 < len(args) {
			at, value = i+1, args[i+1]
		}
		if !strings.HasPrefix(value, "-") {
			return nil, errors.New("-gcflags with a pattern does not go with simrun gotest, which has flags of its own for each package: leave the pattern out")
		}
		args[at] += " " + flag
		return slices.Concat(own, slices.Insert(args, at+1, but...)), nil
	}
	return slices.Concat(own, []string{"-gcflags=" + flag}, but, args), nil
}

// command is the go command that the overlay is for.
func (o *Overlay) command() string {
	if o.GOROOT == "" {
		return "go"
	}
	return filepath.Join(o.GOROOT, "bin", "go")
}

func (o *Overlay) environ() []string {
	env := append(os.Environ(), "GOEXPERIMENT="+o.GOEXPERIMENT)
	if o.GOROOT == "" {
		return env
	}
	return append(env, "GOROOT="+o.GOROOT, "GOTOOLCHAIN=local")
}

// taken asks the go command whether it takes the overlay: without it the tests would be executed as always, and pass.
func (o *Overlay) taken(ctx context.Context, env []string) error {
	cmd := exec.CommandContext(ctx, o.command(), "list", "-overlay="+o.File, inLibrary+"explorer")
	cmd.Env = env
	if _, err := cmd.Output(); err != nil {
		return fmt.Errorf("the go command does not take the overlay %s: %s", o.File, lastLine(err))
	}
	return nil
}

// Given says whether a flag of go test is among the arguments.
func Given(args []string, flag string) bool {
	for _, arg := range args {
		name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimLeft(arg, "-"), "test."), "=")
		if arg == "-args" || arg == "--args" {
			return false
		}
		if strings.HasPrefix(arg, "-") && name == flag {
			return true
		}
	}
	return false
}
