//go:build cpython

package python_test

import (
	"path/filepath"
	"strings"
	"testing"

	"simrun/scheduler"
)

// searchFiles searches a script of testdata/files in full.
func searchFiles(t *testing.T, interpreter, script string, args ...string) *scheduler.Report {
	t.Helper()
	s := openAt(t, interpreter, filepath.Join("testdata/files", script), args...)
	return exploreByDefault(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Executions: 400})
}

// TestFiles: what one thread leaves in a file and another finds there depends on who comes first. Where nothing puts them in an order, to
// open or to change it is a step, and nothing is proved; what goes wrong is found, and not in the twins.
func TestFiles(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range []struct{ script, says string }{
			{"handed_over.py", "AssertionError: 0"}, {"kept_open.py", "AssertionError: 0"}, {"claimed.py", "AssertionError: ['Thread-"},
		} {
			r := searchFiles(t, interpreter, c.script)
			if len(r.Findings) == 0 || !strings.Contains(kinds(r), c.says) || r.Exhausted || r.Outside == "" {
				t.Errorf("%s: %s, exhausted %v, outside %q", c.script, kinds(r), r.Exhausted, r.Outside)
			}
			proved := c.script != "claimed.py" // because a join puts them in an order
			if r := searchFiles(t, interpreter, c.script, "fixed"); len(r.Findings) > 0 || r.Exhausted != proved || (r.Outside == "") != proved {
				t.Errorf("%s, fixed: %s, exhausted %v, outside %q", c.script, kinds(r), r.Exhausted, r.Outside)
			}
		}
		if r := searchFiles(t, interpreter, "alone.py"); len(r.Findings) > 0 || !r.Exhausted || r.Executions < 2 {
			t.Errorf("alone: %s, exhausted %v after %d executions, outside %q", kinds(r), r.Exhausted, r.Executions, r.Outside)
		}
	})
}

// TestPosition: two threads that read from one open file change where in it the other one is, so that both orders of two reads are tried.
func TestPosition(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		if r := searchFiles(t, interpreter, "lines.py"); len(r.Findings) != 1 || !strings.Contains(kinds(r), "AssertionError") {
			t.Errorf("%s", kinds(r))
		}
		if r := searchFiles(t, interpreter, "lines.py", "fixed"); len(r.Findings) > 0 || !r.Exhausted || r.DistinctLogs != 2 {
			t.Errorf("fixed: %s, exhausted %v, %d logs", kinds(r), r.Exhausted, r.DistinctLogs)
		}
	})
}

// TestFilesByNumber: what a thread does with an open file by its number, and what the system notes of a file, is seen in both orders: of each of
// these scripts "every schedule was tried" was said, and one of the two was not. The lock of a file is free again when that is closed. Nothing is
// shared by who has files of his own.
func TestFilesByNumber(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		ways := strings.Fields("write writev pwrite read lseek ftruncate truncate utime chmod symlink rename flock")
		for i, way := range ways {
			if !hasTurn(interpreter, i) {
				continue
			}
			if r := searchFiles(t, interpreter, "by_number.py", way); kinds(r) == "" || !strings.Contains(kinds(r), "AssertionError") || r.Exhausted {
				t.Errorf("%s: %s, exhausted %v, outside %q", way, kinds(r), r.Exhausted, r.Outside)
			}
			if r := searchFiles(t, interpreter, "by_number.py", way, "fixed"); len(r.Findings) > 0 || !r.Exhausted {
				t.Errorf("%s, fixed: %s, exhausted %v, outside %q", way, kinds(r), r.Exhausted, r.Outside)
			}
		}
		for _, way := range []string{"object", "number"} {
			if r := searchFiles(t, interpreter, "unlocked.py", way); !strings.Contains(kinds(r), "AssertionError") || r.Sharing != nil {
				t.Errorf("lock of a file by %s: %s, sharing %v", way, kinds(r), r.Sharing)
			}
			if r := searchFiles(t, interpreter, "unlocked.py", way, "fixed"); len(r.Findings) > 0 || !r.Exhausted {
				t.Errorf("lock of a file by %s, fixed: %s, exhausted %v", way, kinds(r), r.Exhausted)
			}
		}
		if r := searchFiles(t, interpreter, "alone_by_number.py"); len(r.Findings) > 0 || !r.Exhausted {
			t.Errorf("alone: %s, exhausted %v, outside %q", kinds(r), r.Exhausted, r.Outside)
		}
	})
}

// TestOneAtATime: a script that changes files is executed by one process at a time, although several search: the others would find them.
func TestOneAtATime(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := openAt(t, interpreter, "testdata/files/exclusive.py", filepath.Join(t.TempDir(), "made"))
		if r := exploreByDefault(t, s, scheduler.Options{Workers: 2, NoShrink: true, Executions: 300}); len(r.Findings) > 0 || r.Sharing != nil {
			t.Errorf("%s", kinds(r))
		}
	})
}

// TestFolders: what is in a folder is what was made there before it is listed, however it is listed: nothing is proved where that is in no
// order. Two that make files there do not meet.
func TestFolders(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, way := range []string{"listdir", "scandir", "glob", "iterdir", "walk"} {
			if !hasTurn(interpreter, i) {
				continue
			}
			if r := searchFiles(t, interpreter, "listed.py", way); !strings.Contains(kinds(r), "nothing is there") || r.Exhausted || r.Outside == "" {
				t.Errorf("%s: %s, exhausted %v, outside %q", way, kinds(r), r.Exhausted, r.Outside)
			}
			if r := searchFiles(t, interpreter, "listed.py", way, "fixed"); len(r.Findings) > 0 || !r.Exhausted {
				t.Errorf("%s, fixed: %s, exhausted %v, outside %q", way, kinds(r), r.Exhausted, r.Outside)
			}
		}
		if r := searchFiles(t, interpreter, "made_apart.py"); len(r.Findings) > 0 || !r.Exhausted {
			t.Errorf("made apart: %s, exhausted %v, outside %q", kinds(r), r.Exhausted, r.Outside)
		}
	})
}
