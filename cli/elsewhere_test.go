//go:build cpython

package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// counted counts in two threads, with what is given between the load and the store: each has read 0 before the other writes 1 if it
// is left there.
func counted(how string) string {
	return "import threading\nlock = threading.Lock()\nvalue = 0\ndef f(): pass\ndef inc():\n    global value\n    " + how + `
threads = [threading.Thread(target=inc) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
assert value == 2
`
}

// halfway has a thread look while another one has taken a lock and not yet written what it guards. Python 3.14 can leave it there,
// which calls what takes the lock.
const halfway = `import threading
lock, value = threading.Lock(), 0
def writes():
    global value
    with lock:
        value = 1
def looks():
    assert not (lock.locked() and value == 0)
for work in writes, looks:
    threading.Thread(target=work).start()
`

// TestPythonVersions: a failure says by the GIL of which versions it can show, and "not since" only where all was tried.
func TestPythonVersions(t *testing.T) {
	const every, always = "in every CPython, with and without a GIL.", "yes yes yes yes"
	for _, c := range []struct{ source, gil, want, shows string }{
		{counted("value += 1"), "3.9", "up to CPython 3.9 and without a GIL; not since 3.10: every schedule was tried that a later GIL has.", "no no yes yes"},
		{counted("value += 1"), "free", "up to CPython 3.9 and without a GIL; not since 3.10: every schedule was tried that a later GIL has.", "no no yes yes"},
		{counted("value += 1"), "3.10", "", ""},
		{counted("v = value; f(); value = v + 1"), "3.9", every, always},
		{counted("v = value; f(); value = v + 1"), "3.10", every, always},
		{counted("v = value; f(); value = v + 1"), "free", every, always},
		{halfway, "3.9", "up to CPython 3.9, from 3.14 on and without a GIL; not in 3.10 to 3.13: every schedule was tried that their GIL has.", "no yes yes yes"},
		{halfway, "3.14", "up to CPython 3.9, from 3.14 on and without a GIL; not in 3.10 to 3.13: every schedule was tried that their GIL has.", "no yes yes yes"},
		{halfway, "3.10", "", ""},
		{strings.Replace(halfway, "    with lock:\n        value = 1", "    value = 1\n    with lock: pass", 1), "3.9", "", ""},
	} {
		path := script(t, c.source)
		args := []string{"python", "--gil", c.gil, "--races=false", "--strategy", "dpor", "--executions", "60", "--workers", "1", path}
		out, said, _ := inProcess(t, args...)
		text := strings.Join(strings.Fields(out), " ")
		if c.want == "" {
			if !strings.Contains(text, "There is no failure") {
				t.Errorf("--gil %s:\n%s%s\n%s", c.gil, c.source, out, said)
			}
			continue
		}
		if !strings.Contains(text, "By where threads may switch it can show "+c.want) {
			t.Errorf("--gil %s:\n%swant %q\n%s%s", c.gil, c.source, c.want, out, said)
		}
		if shows := shownBy(t, args); shows != c.shows {
			t.Errorf("--gil %s:\n%sshows %q, want %q", c.gil, c.source, shows, c.shows)
		}
	}
}

// shownBy is what the JSON of a search says of its first finding by each rule, from 3.10 on.
func shownBy(t *testing.T, args []string) string {
	t.Helper()
	out, _, _ := inProcess(t, append(args[:len(args)-1:len(args)-1], "--json", args[len(args)-1])...)
	var r struct {
		Findings []struct{ GIL []soughtJSON }
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Findings) == 0 {
		t.Fatalf("%v\n%s", err, out)
	}
	var shows []string
	for _, s := range r.Findings[0].GIL {
		shows = append(shows, s.Shows)
	}
	return strings.Join(shows, " ")
}

// TestPythonVersionsUnproved: where not everything was tried nothing is said to be impossible. Of six threads that each take a lock
// twice there are more orders than are tried.
func TestPythonVersionsUnproved(t *testing.T) {
	path := script(t, counted("value += 1")+"def locks():\n    with lock: pass\n    with lock: pass\nfor _ in range(6): threading.Thread(target=locks).start()\n")
	out, said, _ := inProcess(t, "python", "--gil", "3.9", "--strategy", "random", "--executions", "100", "--first", "--workers", "1", path)
	text := strings.Join(strings.Fields(out), " ")
	if !strings.Contains(text, "without a GIL; as in 3.10 to 3.13 it was not seen in 251 executions, and as from 3.14 on not in 251.") {
		t.Errorf("%s%s", out, said)
	}
}

// TestPythonTimeouts: a failure in whose schedule a timeout is over while another thread can go on says so, and whether the virtual
// clock shows it, too. The worker of the second script takes longer than the main thread waits; in the third nobody sets
// the event, and the timeout comes when there is nothing else.
func TestPythonTimeouts(t *testing.T) {
	const waits = `import threading, time
from concurrent.futures import ThreadPoolExecutor
def work(): %
with ThreadPoolExecutor(1) as pool:
    pool.submit(work).result(timeout=60)
`
	const early = "Here the timeout of Future.result at script.py:5 is over while work "
	const virtual = "Under --clock virtual, where time passes as the script says, "
	for source, want := range map[string]string{
		strings.Replace(waits, "%", "pass", 1):                               early + "can still go on. " + virtual + "it was not seen in ",
		strings.Replace(waits, "%", "[time.sleep(1) for _ in range(90)]", 1): early + "still waits, for an earlier point of time. " + virtual + "it shows, too.",
		"import threading\nassert threading.Event().wait(timeout=60)\n":      "",
	} {
		out, said, code := inProcess(t, "python", "--executions", "60", "--workers", "1", script(t, source))
		text := strings.Join(strings.Fields(out), " ")
		if code != exitFailed || !strings.Contains(text, want) || (want == "") == strings.Contains(text, virtual) {
			t.Errorf("%swant %q\n%s%s", source, want, out, said)
		}
	}
}
