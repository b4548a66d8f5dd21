package simtest_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// mostLines is how long the example may be, the program included.
const mostLines = 25

// TestBufferInAModuleOfItsOwn runs the example of the README as a reader would: in a fresh module outside of the
// repository. Its bug is found, and mended it passes.
func TestBufferInAModuleOfItsOwn(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a module")
	}
	root := strings.TrimSpace(goTool(t, ".", "list", "-m", "-f", "{{.Dir}}", "simrun"))
	example, err := os.ReadFile("testdata/buffer/buffer_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(example), "\n"); n > mostLines {
		t.Errorf("the example has %d lines, at most %d", n, mostLines)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, "go.mod", fmt.Sprintf("module buffer\n\ngo 1.26\n\nrequire simrun v0.0.0\n\nreplace simrun => %s\n", root))
	write(t, dir, "go.sum", string(sums)) // so that no checksum has to be looked up
	write(t, dir, "buffer_test.go", string(example))

	out := goTool(t, dir, "test", ".")
	for _, want := range []string{"--- FAIL: TestBuffer", "deadlock in TestBuffer", "Condition.wait", "replay with: go test buffer -run '^TestBuffer$' -simrun.replay=s1."} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
	if stored, _ := filepath.Glob(filepath.Join(dir, "testdata/simrun/TestBuffer/*.json")); len(stored) == 0 {
		t.Error("no finding is stored")
	}
	write(t, dir, "buffer_test.go", strings.Replace(string(example), "changed.Notify()", "changed.NotifyAll()", 1))
	out = goTool(t, dir, "test", "-v", ".")
	for _, want := range []string{"fixed: replayed by", "there is no failure: exhaustive: ", "--- PASS: TestBuffer"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// goTool runs the go command, without a network, and returns what it prints; a test that fails is none of its errors.
func goTool(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	if dir != "." {
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "SIMRUN_STORE=true")
	}
	out, err := cmd.CombinedOutput()
	if _, ok := err.(*exec.ExitError); err != nil && (!ok || args[0] != "test") {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return string(out)
}
