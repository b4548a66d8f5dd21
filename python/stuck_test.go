//go:build cpython

package python_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simrun/python"
	"simrun/scheduler"
)

// late does something as soon as the second of two threads has taken a lock first: not when it is executed alone.
const late = `import ctypes, os, sys, threading, time
order, lock = [], threading.Lock()
def take(n):
    with lock:
        order.append(n)
threads = [threading.Thread(target=take, args=(n,)) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
def blocks():
    if sys.argv[1] == "loops":
        while True: pass
    if sys.argv[1] == "waits":
        ctypes.CDLL(None).sleep(100)
    if sys.argv[1] == "late" and ctypes.CDLL(None).mkdir(sys.argv[2].encode(), 0o700) == 0: # once
        ctypes.CDLL(None).system(b"(sleep 3; kill -CONT %d) & kill -STOP %d" % ((int(os.readlink("/proc/self")),) * 2))
    if sys.argv[1] == "crashes":
        ctypes.string_at(0)
    if sys.argv[1] == "exits":
        os._exit(3)
if order == [2, 1]:
    t = threading.Thread(target=blocks)
    t.start()
    t.join()
`

// TestStuck: a thread that blocks for real or does not come to an operation is named, with its line, when the watchdog has
// waited for it and it lets go of the GIL, and not if it was kept from running for longer; a crash of the interpreter is a failure with
// its line; os._exit is the end of an execution, which has failed if its code is not 0.
func TestStuck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "late.py")
	if err := os.WriteFile(path, []byte(late), 0o644); err != nil {
		t.Fatal(err)
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for does, want := range map[string]string{"loops": "late.py:13 in blocks", "waits": "late.py:15 in blocks"} {
			began := time.Now()
			_, err := searched(t, interpreter, path, does)
			if err == nil || !strings.Contains(err.Error(), "it stands at "+want) || !strings.Contains(err.Error(), "thread blocks did not come") {
				t.Errorf("%s: %v", does, err)
			}
			if after := time.Since(began); after > time.Minute { // it goes by the processor time
				t.Errorf("%s: said after %v", does, after)
			}
		}
		r, err := searched(t, interpreter, path, "crashes")
		if err != nil || len(r.Findings) == 0 || r.Findings[0].Kind != "crash" ||
			!strings.Contains(r.Findings[0].Message, "the interpreter has crashed: Segmentation fault at late.py:19 in blocks") {
			t.Errorf("crashes: %v, %s", err, kinds(r))
		}
		if r, err := searched(t, interpreter, path, "late"); err != nil || r.DistinctTraces < 2 {
			t.Errorf("late: %v", err)
		}
		r, err = searched(t, interpreter, path, "exits")
		if err != nil || len(r.Findings) == 0 || r.Findings[0].Kind != "exit-code" || r.DistinctTraces < 2 ||
			r.Findings[0].Message != "the script ended with exit code 3 at late.py:21" {
			t.Errorf("exits: %v, %s", err, kinds(r))
		}
	})
}

func searched(t *testing.T, interpreter, path, does string) (*scheduler.Report, error) {
	t.Helper()
	s, err := python.Open(interpreter, path, does, filepath.Join(t.TempDir(), "was"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return scheduler.Explore(context.Background(), s.Program(),
		options(scheduler.Options{Strategy: "pos", Executions: 25, Watchdog: 2 * time.Second, NoShrink: true, First: true}))
}

// TestStopped: the start of a script that does not come to an end is ended by Options.Stop. When the script is open that ends nothing: another
// process that is started meanwhile is one of a search, which is to show what it has found.
func TestStopped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "script.py")
	if err := os.WriteFile(path, []byte("while True: pass\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	close(stop)
	onEach(t, func(t *testing.T, interpreter string) {
		if _, err := python.OpenWith(python.Options{Interpreter: interpreter, Stop: stop}, path); !errors.Is(err, python.ErrStopped) {
			t.Errorf("%v", err)
		}
		stop := make(chan struct{})
		s, err := python.OpenWith(python.Options{Interpreter: interpreter, Stop: stop}, "testdata/two.py")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		close(stop)
		if r := explore(t, s, scheduler.Options{Strategy: "random", Executions: 40, Workers: 2}); r.Executions != 40 {
			t.Errorf("%d executions", r.Executions)
		}
	})
}
