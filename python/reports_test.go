//go:build cpython

package python_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// asText is the first finding of a kind, in a search by pos, as people read it.
func asText(t *testing.T, s *python.Script, kind string, o report.Options) string {
	t.Helper()
	f, ok := found(t, s, kind)
	if !ok {
		t.Fatalf("no %s was found", kind)
	}
	var b bytes.Buffer
	finding := report.Finding{Kind: f.Kind, Message: f.Message, Why: f.Why, Trace: report.WithLines(f.Trace)}
	if err := report.Text(&b, finding, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// found is the first finding of a kind in a search by pos.
func found(t *testing.T, s *python.Script, kind string) (*scheduler.Finding, bool) {
	t.Helper()
	r := exploreByDefault(t, s, scheduler.Options{Strategy: "pos", Executions: 150, NoShrink: true})
	for _, f := range r.Findings {
		if f.Kind == kind {
			cfg := sim.Config{Record: true, Seed: f.Token.Seed, Switching: f.Token.Switching, Clock: f.Token.Clock, StepCost: f.Token.StepCost}
			f.Trace = sim.Run(s.Program(), cfg, replay.New(f.Token.Schedule)).Trace
			return f, true
		}
	}
	return nil, false
}

// write makes a script of a text.
func write(t *testing.T, interpreter, text string) *python.Script {
	t.Helper()
	s, err := python.Open(interpreter, written(t, text))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// written is the path of a new script.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "script.py")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestLineOfException: the texts of the lines are there beside an exception, too, and what is called is what the line calls so: the
// queue behind a logger, or the executor behind an event loop, is not.
func TestLineOfException(t *testing.T) {
	const text = `import logging, logging.handlers, queue, threading
lines = queue.Queue()
logger = logging.getLogger("app")
logger.addHandler(logging.handlers.QueueHandler(lines))

def work():
    logger.error("it ends")
    raise ValueError("at its end")

thread = threading.Thread(target=work)
thread.start()
thread.join()
`
	onEach(t, func(t *testing.T, interpreter string) {
		got := asText(t, write(t, interpreter, text), "uncaught-exception", report.Options{Width: 160})
		for _, want := range []string{"logger.error: LogRecord", `logger.error("it ends")`, `raise ValueError(`} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is missing in:\n%s", want, got)
			}
		}
		for _, other := range []string{"lines.error", "QueueHandler.error"} {
			if strings.Contains(got, other) {
				t.Errorf("%q logs:\n%s", other, got)
			}
		}
	})
}

// TestHangReads: the hang of the queue pipeline speaks of the queue and of the tasks, and of nothing inside the library.
func TestHangReads(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		text := asText(t, open(t, interpreter, "pipe_queue.py"), "deadlock", report.Options{Width: 120})
		for _, want := range []string{"consumer waits in Queue.get on pipeline, which is empty", "producer ended",
			"MainThread waits in Thread.join for consumer to end", "✗ pipeline.get for ever", "event.set → set"} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), want) { // it may be broken into lines
				t.Errorf("%q is missing in:\n%s", want, text)
			}
		}
		for _, inside := range []string{"mutex", "waiter", "_cond", "_work_queue", "not_empty", "ThreadPoolExecutor-0", "the end of"} {
			if strings.Contains(text, inside) {
				t.Errorf("%q is the library's own:\n%s", inside, text)
			}
		}
	})
}

// TestLostMessage: an item that comes after the last look is lost by default; in the twin the consumer is told by an item
// that it is the last, and nothing is lost.
func TestLostMessage(t *testing.T) {
	lost, err := os.ReadFile("testdata/lost.py")
	if err != nil {
		t.Fatal(err)
	}
	told := strings.Replace(string(lost), "while not done.is_set() or not orders.empty():\n        time.sleep(0.1)\n        orders.get()",
		"while orders.get() is not None:\n        time.sleep(0.1)", 1)
	told = strings.Replace(told, `orders.put("milk")`, `orders.put("milk"); orders.put(None)`, 1)
	onEach(t, func(t *testing.T, interpreter string) {
		text := asText(t, open(t, interpreter, "lost.py"), "lost-message", report.Options{Width: 120})
		for _, want := range []string{"'milk' is left in orders: shop put it there", "kitchen, the only one that", "orders.put('tea')", `orders.put("tea")`} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing in:\n%s", want, text)
			}
		}
		if f, ok := found(t, write(t, interpreter, told), "lost-message"); ok {
			t.Errorf("the twin loses nothing, but: %s", f.Message)
		}
	})
}

// naming makes locks in all the ways in which a statement can name them, and uses each once.
const naming = `import threading, queue
class Pipeline:
    def __init__(self):
        self.lock = threading.Lock()
        self.a, self.b = threading.Lock(), threading.RLock()
    def late(self):
        self.late_lock = threading.Lock()
class Bounded(queue.Queue):
    pass
def make():
    return threading.Lock()
p = Pipeline()
p.late()
forks = [threading.Lock() for _ in range(2)]
doors = {}
for k in "xy":
    doors[k] = threading.Lock()
more = []
more.append(threading.Lock())
made: object = make()
kept = [Pipeline()]
q = Bounded(
    maxsize=3,
)
ready = threading.Event()
sem = threading.Semaphore(1)
def work():
    q.put(1)
def other():
    q.get()
    ready.set()
threading.Thread(target=work).start()
threading.Thread(target=other, name="Otto").start()
for lock in [p.lock, p.a, p.b, p.late_lock, *forks, *doors.values(), *more, made, kept[0].lock]:
    with lock:
        pass
ready.wait()
with sem: pass
`

// TestNames: a lock goes by the statement that made it, with its owner, and a thread by its name or what it runs.
func TestNames(t *testing.T) {
	want := []string{"p.lock.acquire", "p.a.acquire", "p.b.acquire", "Pipeline.late_lock.acquire", "forks[0].acquire", "forks[1].acquire",
		"doors[0].acquire", "doors[1].acquire", "more[0].acquire", "made.acquire", "kept[0].lock.acquire", "q.put(1)", "q.get: 1",
		"ready.set", "ready.wait", "sem.acquire", "sem.release"}
	onEach(t, func(t *testing.T, interpreter string) {
		x := sim.Run(write(t, interpreter, naming).Program(), sim.Config{Record: true}, carryOn{})
		m := report.NewMoment(x.Trace, 1000)
		for _, name := range want {
			if !slices.ContainsFunc(m.Steps, func(s report.StepNow) bool { return strings.HasPrefix(s.Does, name) }) {
				t.Errorf("nobody does %s: %v", name, m.Steps)
			}
		}
		var threads []string
		for _, th := range m.Threads {
			threads = append(threads, th.Name)
		}
		if got := strings.Join(threads, " "); got != "MainThread work Otto" {
			t.Errorf("the threads are %s", got)
		}
	})
}
