// Package outside makes modules outside of the repository, as users have them, for tests that meet simrun as they do.
package outside

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Module is a module in a directory of its own that requires simrun, and finds it in the repository.
type Module struct {
	Dir string
	t   testing.TB
}

// New makes a module of that name without a file of Go. It skips a test that is to be short: modules are built.
func New(t testing.TB, name string) *Module {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds a module")
	}
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "simrun").Output()
	if err != nil {
		t.Fatal(err)
	}
	repository := strings.TrimSpace(string(root))
	Offline(t, repository)
	sums, err := os.ReadFile(filepath.Join(repository, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	m := &Module{t.TempDir(), t}
	m.Write("go.mod", fmt.Sprintf("module %s\n\ngo 1.26\n\nrequire simrun v0.0.0\n\nreplace simrun => %s\n", name, repository))
	m.Write("go.sum", string(sums)) // so that no checksum has to be looked up
	return m
}

// Offline has a module and those that require it build without a network: what a new machine has fetched is what the module
// itself builds from, and those that require it look at the go.mod of all that it requires.
func Offline(t testing.TB, dir string) {
	t.Helper()
	cmd := exec.Command("go", "mod", "graph")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go mod graph: %v\n%s", err, out)
	}
}

// Write makes a file of the module.
func (m *Module) Write(name, text string) {
	m.t.Helper()
	if err := os.WriteFile(filepath.Join(m.Dir, name), []byte(text), 0o666); err != nil {
		m.t.Fatal(err)
	}
}

// Environ is the environment for a process that a test starts: that of the test without what is set there for simtest,
// which is meant for the test alone.
func Environ() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "SIMRUN_") })
}

// Run runs a command in the module, in the [Environ] and without a network, and returns what it prints and its exit code.
func (m *Module) Run(name string, args ...string) (out string, code int) {
	m.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = m.Dir
	cmd.Env = append(Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	printed, err := cmd.CombinedOutput()
	var e *exec.ExitError
	if err != nil && !errors.As(err, &e) {
		m.t.Fatalf("%v: %v", cmd.Args, err)
	}
	return string(printed), cmd.ProcessState.ExitCode()
}
