package gotest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"time"

	"simrun/gotest/settings"
)

// Command is go test with the overlay. When the context ends, so does it, with the test binaries. What its
// tests leave behind in the folder for temporary files is removed by clean, which is called when it has ended.
func (o *Overlay) Command(ctx context.Context, s settings.Settings, args []string) (cmd *exec.Cmd, clean func(), err error) {
	own := []string{"test", "-overlay=" + o.File, "-vet=off"}
	if !has(args, "count") && !has(args, "bench") {
		own = append(own, "-count=1")
	}
	if !has(args, "timeout") {
		own = append(own, "-timeout=0") // the budget is for each test
	}
	if !has(args, "ldflags") {
		own = append(own, "-ldflags=-s=0") // the package variables are found by their symbols
	}
	temporary, err := os.MkdirTemp("", "simrun-gotest-")
	if err != nil {
		return nil, nil, err
	}
	cmd = exec.CommandContext(ctx, "go", append(own, args...)...)
	cmd.Env = append(os.Environ(), settings.Variable+"="+s.String(), "TMPDIR="+temporary)
	if o.GOROOT != "" {
		cmd.Env = append(cmd.Env, "GOROOT="+o.GOROOT)
	}
	inGroup(cmd)
	cmd.WaitDelay = 5 * time.Second
	return cmd, func() { os.RemoveAll(temporary) }, nil
}

// has says whether a flag of go test is among the arguments.
func has(args []string, flag string) bool {
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
