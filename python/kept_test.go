//go:build cpython

package python_test

import (
	"path/filepath"
	"strings"
	"testing"

	"simrun/scheduler"
)

// TestKept: a package outside of the script's folder keeps the jobs that it is given, and a thread runs those that are due. The script
// gives it one, which runs once, or not at all if the thread comes first: 2 logs. An execution that finds the jobs of those before, too,
// is none of the script's, which its first steps need not show: here nothing is due in them. So each execution is a fork of its own. It need
// not be where the script takes its job back, or where the package only keeps what it has looked up.
func TestKept(t *testing.T) {
	folder := t.TempDir()
	for path, text := range map[string]string{
		"library/later/__init__.py": `jobs = []
seen = {}
class Jobs:
    def __init__(self):
        self.due = False
    def look(self, name):
        return seen.setdefault(name, len(name))
    def add(self, job):
        jobs.append(job)
    def run(self):
        for job in list(jobs):
            if self.due:
                job()
`,
		"program/script.py": `import sys, threading
sys.path.append(sys.argv[1])
import later
lock = threading.Lock()
def job():
    with lock:
        print("job")
all = later.Jobs()
all.look("job")
def run():
    with lock:
        due = all.due
    if due:
        all.run()
thread = threading.Thread(target=run)
if sys.argv[2] != "look":
    all.add(job)
thread.start()
with lock:
    all.due = True
thread.join()
if sys.argv[2] == "clear":
    later.jobs.clear()
`,
	} {
		writeFile(t, folder, path, text)
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range []struct {
			does  string
			forks bool
			logs  int
		}{{"add", true, 2}, {"clear", false, 2}, {"look", false, 1}} {
			s := openAt(t, interpreter, filepath.Join(folder, "program/script.py"), filepath.Join(folder, "library"), c.does)
			if forks := strings.Contains(s.Leaks(), "it left more in the package later than the first time"); forks != c.forks || !forks && s.Leaks() != "" {
				t.Errorf("%s: %q", c.does, s.Leaks())
			}
			if r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true}); len(r.Findings) > 0 || r.DistinctLogs != c.logs {
				t.Errorf("%s: %d logs, %s", c.does, r.DistinctLogs, kinds(r))
			}
		}
	})
}
