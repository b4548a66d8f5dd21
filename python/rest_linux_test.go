//go:build cpython

package python_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRest: a script that has nothing to do, because others carry out its search, keeps no processor from them. That of a process is
// taken by a name, which only this process has.
func TestRest(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := open(t, interpreter, "two.py")
		if n := processors(t); n != 1 {
			t.Errorf("%d processors are taken, not 1", n)
		}
		s.Rest()
		if n := processors(t); n != 0 {
			t.Errorf("%d processors are taken by one that rests", n)
		}
		if shows := shown(s.Program()); !strings.Contains(shows, "completed") {
			t.Errorf("it does not execute any more: %s", shows)
		}
	})
}

// processors counts those that scripts of this process have taken.
func processors(t *testing.T) (n int) {
	data, err := os.ReadFile("/proc/net/unix")
	if err != nil {
		t.Skip(err)
	}
	fds, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]bool{}
	for _, fd := range fds {
		name, _ := os.Readlink(fd) // of one that Glob itself had there is nothing to see
		own[name] = true
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) == 8 && strings.HasPrefix(f[7], "@simrun/processor/") && own["socket:["+f[6]+"]"] {
			n++
		}
	}
	return n
}
