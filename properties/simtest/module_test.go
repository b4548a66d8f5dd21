package simtest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/internal/outside"
)

// mostLines is how long the example may be, the program included.
const mostLines = 25

// TestBufferInAModuleOfItsOwn runs the example of the README as a reader would: in a fresh module outside of the
// repository. Its bug is found, and mended it passes.
func TestBufferInAModuleOfItsOwn(t *testing.T) {
	m := outside.New(t, "buffer")
	example, err := os.ReadFile("testdata/buffer/buffer_test.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(example), "\n"); n > mostLines {
		t.Errorf("the example has %d lines, at most %d", n, mostLines)
	}
	m.Write("buffer_test.go", string(example))

	out, _ := m.Run("go", "test", ".")
	for _, want := range []string{"--- FAIL: TestBuffer", "deadlock in TestBuffer", "Condition.wait", "replay with: go test buffer -run '^TestBuffer$' -simrun.replay=s1."} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
	if stored, _ := filepath.Glob(filepath.Join(m.Dir, "testdata/simrun/TestBuffer/*.json")); len(stored) == 0 {
		t.Error("no finding is stored")
	}
	m.Write("buffer_test.go", strings.Replace(string(example), "changed.Notify()", "changed.NotifyAll()", 1))
	out, _ = m.Run("go", "test", "-v", ".")
	for _, want := range []string{"fixed: replayed by", "there is no failure: exhaustive: ", "--- PASS: TestBuffer"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
}
