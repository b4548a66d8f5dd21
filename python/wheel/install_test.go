//go:build cpython

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestInstall: pip installs the wheel into a fresh environment, with no index, and from there the hang of the notebook's queue
// pipeline is found, by the command and by python -m.
func TestInstall(t *testing.T) {
	folder := t.TempDir()
	env := filepath.Join(folder, "env")
	python := filepath.Join(env, "bin", "python3")
	if out, err := exec.Command("python3", "-m", "venv", env).CombinedOutput(); err != nil {
		t.Skipf("python3 makes no virtual environment: %v: %s", err, out)
	}
	if err := run(runtime.GOOS+"/"+runtime.GOARCH, folder, nil); err != nil {
		t.Fatal(err)
	}
	wheels, _ := filepath.Glob(filepath.Join(folder, "*.whl"))
	if len(wheels) != 1 {
		t.Fatal(wheels)
	}
	if out, err := exec.Command(python, "-m", "pip", "install", "-q", "--no-index", wheels[0]).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	script, err := filepath.Abs("../testdata/pipe_queue.py")
	if err != nil {
		t.Fatal(err)
	}
	flags := []string{"--strategy", "pos", "--executions", "100", "--first", "--progress", "none", script}
	for _, words := range [][]string{
		append([]string{filepath.Join(env, "bin", "simrun"), "python"}, flags...),
		{python, "-m", "simrun", script},
	} {
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "VIRTUAL_ENV="+env)
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "waits in Queue.get on pipeline") {
			t.Errorf("%q: %v\n%s", words, err, out)
		}
	}
}
