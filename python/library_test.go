//go:build cpython

package python_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// TestLibraryRewritten: the files of the library and of the packages that are installed go through the rewriting, and compile
// to the same functions with the same variables and lines; all of them with -whole, which are over a thousand in each version,
// or else every 40th.
func TestLibraryRewritten(t *testing.T) {
	every, least := 40, 25
	if *whole {
		every, least = 1, 1000
	}
	onEach(t, func(t *testing.T, interpreter string) {
		out, err := exec.Command(interpreter, "testdata/rewriteall.py", ".", fmt.Sprint(every)).CombinedOutput()
		var files, same int
		if _, scan := fmt.Sscanf(lastLine(string(out)), "%d files, %d the same", &files, &same); err != nil || scan != nil || files < least || same != files {
			t.Errorf("%v\n%s", err, out)
		}
		t.Logf("%d files", files)
	})
}

// lastLine is the last line of a text.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
