package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/internal/outside"
)

// mostLines is how long the example of the README may be, the program included.
const mostLines = 25

// TestBufferInAModuleOfItsOwn runs the example of the README as a reader would: in a fresh module outside of the
// repository. Its bug is found, as the README says; the last line can be pasted; and mended it passes.
func TestBufferInAModuleOfItsOwn(t *testing.T) {
	m := outside.New(t, "buffer")
	example, err := os.ReadFile("buffer/buffer_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(example), "\n"); n > mostLines {
		t.Errorf("the example has %d lines, at most %d", n, mostLines)
	}
	m.Write("buffer_test.go", string(example))
	out, code := m.Run("go", "test", ".")
	wants(t, out, code, 1, shownInREADME(t)...)
	if stored, _ := filepath.Glob(filepath.Join(m.Dir, "testdata/simrun/TestBuffer/*.json")); len(stored) != 1 {
		t.Errorf("stored: %v", stored)
	}

	_, line, _ := strings.Cut(out, "replay with: ")
	line, _, _ = strings.Cut(line, "\n")
	out, code = m.Run("sh", "-c", line)
	wants(t, out, code, 1, "deadlock in TestBuffer", line)

	m.Write("buffer_test.go", strings.Replace(string(example), "changed.Notify()", "changed.NotifyAll()", 1))
	out, code = m.Run("go", "test", "-v", ".")
	wants(t, out, code, 0, "fixed: replayed by", "simtest: there is no failure: exhaustive: ", "--- PASS: TestBuffer")
}

// wants holds what a command has printed.
func wants(t *testing.T, out string, code, wantCode int, lines ...string) {
	t.Helper()
	if code != wantCode {
		t.Errorf("exit code %d, want %d:\n%s", code, wantCode, out)
	}
	for _, want := range lines {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
}

// shownInREADME are the lines of the failure that the README shows below the example; where a line ends in … there is
// more of it.
func shownInREADME(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "## Test a program of your own")
	_, block, _ := strings.Cut(section, "```text\n")
	block, _, ok := strings.Cut(block, "```")
	if !ok {
		t.Fatal("README.md does not show what go test prints")
	}
	var lines []string
	for line := range strings.Lines(block) {
		if line = strings.TrimSuffix(strings.TrimSpace(line), "…"); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
