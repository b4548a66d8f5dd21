package hang

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Three forms of one dump: a thread that waits for a lock in the program itself, one in a call of the library, and one of the library
// alone.
const (
	pySpy = `Process 4711: python3 app.py
Python v3.12.3 (/usr/bin/python3.12)

Thread 4711 (idle): "MainThread"
    get (queue.py:171)
    work (app/pool.py:20)
    <module> (app.py:7)
Thread 4712 (active+gil): "worker (1)"
    run (app/pool.py:12)
        Arguments:
            self: <Worker at 0x7f5c>
    _bootstrap (threading.py:1032)
Thread 4713 (idle): "ThreadPoolExecutor-0_0"
    _worker (concurrent/futures/thread.py:81)
    _bootstrap (threading.py:1032)
`
	faulthandler = `Fatal Python error: Aborted

Thread 0x00007f5c2d1ff6c0 [ThreadPoolExecutor-0_0] (most recent call first):
  File "/usr/lib/python3.14/concurrent/futures/thread.py", line 81 in _worker
  File "/usr/lib/python3.14/threading.py", line 1032 in _bootstrap

Thread 0x00007f5c2da006c0 [worker (1)] (most recent call first):
  File "C:\srv\app\pool.py", line 12 in run

Current thread 0x00007f5c2e3f3740 [MainThread] (most recent call first):
  File "/usr/lib/python3.14/queue.py", line 171 in get
  File "/srv/app/pool.py", line 20 in work
  File "/srv/app.py", line 7 in <module>
`
	printStack = `MainThread
  File "/srv/app.py", line 7, in <module>
    pool.work()
  File "/srv/app/pool.py", line 20, in work
    return results.get()
  File "/usr/lib/python3.12/queue.py", line 171, in get
    self.not_empty.wait()
worker (1)
  File "/srv/app/pool.py", line 12, in run
    with self.lock:
ThreadPoolExecutor-0_0
  File "/usr/lib/python3.12/concurrent/futures/thread.py", line 81, in _worker
    work_item = work_queue.get(block=True)
`
)

// TestParse: each form of dump says the same, whichever end of a stack comes first and in whatever order threads come.
func TestParse(t *testing.T) {
	files := []string{"app.py", "pool.py", "app/pool.py"}
	want := []Line{{}, {"app/pool.py", 12}, {"app/pool.py", 20}}
	for name, text := range map[string]string{"py-spy": pySpy, "faulthandler": faulthandler, "print_stack": printStack,
		"Windows": strings.ReplaceAll(pySpy, "\n", "\r\n")} {
		d, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, sorted(d.Lines(files))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		names := map[string]bool{}
		for _, thread := range d {
			names[thread.Name] = true
		}
		if name != "print_stack" && (!names["MainThread"] || !names["worker (1)"] || len(names) != 3) {
			t.Errorf("%s: threads %v", name, names)
		}
	}
}

// TestParseNothing: what is no dump is told apart.
func TestParseNothing(t *testing.T) {
	for _, text := range []string{"", "\n\n", "00:00:01: Main: all done\n", "Thread 4711 (idle): \"MainThread\"\n", `  File "a.py", line 99999999999999999999, in f` + "\n"} {
		if d, err := Parse(text); err == nil {
			t.Errorf("%q: %v", text, d)
		}
	}
}

// TestWithin: a path of another machine, or the end of one, names the file of which it has most.
func TestWithin(t *testing.T) {
	files := []string{"pool.py", "app/pool.py", "app/main.py"}
	for path, want := range map[string]string{
		"/srv/app/pool.py": "app/pool.py",
		"/srv/pool.py":     "pool.py",
		"app/pool.py":      "app/pool.py",
		"./pool.py":        "pool.py",
		"main.py":          "app/main.py",
		"/lib/main.py":     "",
		"ool.py":           "",
		"queue.py":         "",
	} {
		if got := within(path, files); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
