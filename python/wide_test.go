//go:build cpython

package python_test

import (
	"testing"

	"simrun/python"
	"simrun/scheduler"
	"simrun/sim"
)

// TestProcessWide: what a process has once for all of its threads, and a function or method that one of them replaces, is what threads
// meet at. With a lock around it each is proved to hold.
func TestProcessWide(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, kind := range []string{"folder", "umask", "recursion", "words", "timeout", "stdout", "ignored", "module", "method", "own",
			"patched", "by_name", "dictionary"} {
			if !hasTurn(interpreter, i) {
				continue
			}
			r := exploreAs(t, interpreter, python.GIL310, "wide.py", kind)
			if len(r.Findings) == 0 || r.Sharing != nil || !r.Exhausted {
				t.Errorf("%s: exhausted %v, %s in %d executions, %v", kind, r.Exhausted, kinds(r), r.Executions, r.Sharing)
			}
			r = exploreAs(t, interpreter, python.GIL310, "wide.py", kind, "locked")
			if len(r.Findings) > 0 || r.Sharing != nil || !r.Exhausted {
				t.Errorf("%s, locked: exhausted %v, %s in %d executions, %v", kind, r.Exhausted, kinds(r), r.Executions, r.Sharing)
			}
		}
	})
}

// TestPutBack: what a script replaces in the library, and what it sets for the process, is as before in the next execution.
func TestPutBack(t *testing.T) {
	path := writeFile(t, t.TempDir(), "s.py", `import json, locale, os, socket, sys, threading
said = json.dumps(1), hasattr(json, "more"), os.umask(0o77), sys.getrecursionlimit(), socket.getdefaulttimeout(), socket.socket.accept.__name__, locale.setlocale(locale.LC_ALL)
encode = json.dumps
json.dumps = lambda o: encode(o) + "!"
json.more, socket.socket.accept = 1, encode
sys.setrecursionlimit(2000)
socket.setdefaulttimeout(3)
locale.setlocale(locale.LC_ALL, "C")
os.mkdir("gone") if not os.path.exists("gone") else None
os.chdir("gone")
os.rmdir("../gone")
threads = [threading.Thread(target=print, args=(said,)) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
`)
	t.Chdir(t.TempDir())
	onEach(t, func(t *testing.T, interpreter string) {
		s := openAt(t, interpreter, path)
		r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Config: sim.Config{Clock: sim.Anytime}})
		if len(r.Findings) > 0 || r.DistinctLogs != 1 || r.Sharing != nil || len(s.Notes()) > 0 {
			t.Errorf("%d executions, %d logs, %s, %v, %v", r.Executions, r.DistinctLogs, kinds(r), r.Sharing, s.Notes())
		}
	})
}
