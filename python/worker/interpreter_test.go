package worker

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFindSays: of a Python that does not start it is said why, in the words of the first line that speaks of an error.
func TestFindSays(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"echo 'Python path configuration:' >&2; echo '  PYTHONHOME = /none' >&2; echo 'Fatal Python error: no codec' >&2; exit 1", "exit status 1, Fatal Python error: no codec; name another"},
		{"echo \"pyenv: version '3.6' is not installed\" >&2; exit 127", "exit status 127, pyenv: version '3.6' is not installed; name another"},
		{"exit 3", "exit status 3; name another"},
	} {
		path := filepath.Join(t.TempDir(), "python3")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+c.script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := Find(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.script, err, c.want)
		}
	}
}
