//go:build cpython

package python_test

import (
	"os"
	"path/filepath"
	"testing"

	"simrun/python"
	"simrun/scheduler"
)

// listed are scripts whose threads look at what threading knows of the others, and how many logs they have. Of each it was said that
// it shares something past the models.
var listed = map[string]struct {
	source string
	logs   int
}{
	// 2 before or after the thread has written, or 1 after it.
	"active_count": {`
import threading
t = threading.Thread(target=print, args=("x",))
t.start()
print(threading.active_count())
t.join()
`, 3},
	// The same, and beside the main thread the one that is there is alive or, up to 3.12, not yet taken out of the list.
	"enumerate": {`
import threading
t = threading.Thread(target=print, args=("x",), name="t")
t.start()
print([x.name for x in threading.enumerate()])
t.join()
`, 3},
	// Of two threads that nobody looks for, the two orders of what they write.
	"nobody looks": {`
import threading
ts = [threading.Thread(target=print, args=(n,)) for n in "ab"]
for t in ts: t.start()
for t in ts: t.join()
`, 2},
	// The warning is written by the first.
	"warning": {`
import threading, warnings
warnings.simplefilter("default")
def f():
    warnings.warn("old")
    print(threading.current_thread().name)
ts = [threading.Thread(target=f, name=n) for n in "ab"]
for t in ts: t.start()
for t in ts: t.join()
`, 4},
	// b comes before a is started, and ends by an exception, or joins it. The exception is written before or after what a writes.
	"not started": {`
import threading
a = threading.Thread(target=print, args=("a",))
def f():
    try:
        a.join()
        print("joined")
    except RuntimeError:
        print("not started")
b = threading.Thread(target=f)
b.start()
a.start()
a.join()
b.join()
`, 3},
	// One waits at it, or none does yet.
	"barrier": {`
import threading
b = threading.Barrier(2)
def f():
    b.wait()
    print("passed")
t = threading.Thread(target=f)
t.start()
print(b.n_waiting, b.broken)
b.wait()
t.join()
`, 2},
	// Two join the same thread, and write in either order.
	"two join": {`
import threading
a = threading.Thread(target=print, args=("a",))
a.start()
def f():
    a.join()
    print("b", a.is_alive())
b = threading.Thread(target=f)
b.start()
a.join()
print("main")
b.join()
`, 2},
}

func TestListed(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for name, c := range listed {
			path := filepath.Join(t.TempDir(), "listed.py")
			if err := os.WriteFile(path, []byte(c.source), 0o644); err != nil {
				t.Fatal(err)
			}
			s, err := python.Open(interpreter, path)
			if err != nil {
				t.Fatal(err)
			}
			r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true})
			if !r.Exhausted || r.Sharing != nil || len(r.Findings) > 0 || r.DistinctLogs != c.logs || r.Redundant > 0 {
				t.Errorf("%s: exhausted %v, sharing %v, %d logs, want %d; %d redundant; %s", name, r.Exhausted, r.Sharing, r.DistinctLogs, c.logs, r.Redundant, kinds(r))
			}
			s.Close()
		}
	})
}
