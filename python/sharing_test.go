//go:build cpython

package python_test

import (
	"os/exec"
	"strings"
	"testing"

	"simrun/scheduler"
)

// unordered has two threads that share a list which no lock guards: it is an operation of its own, so a search tries both
// orders.
const unordered = `import threading
order = []
def work(n, lock):
    with lock:
        order.append(n)
threads = [threading.Thread(target=work, args=(n, threading.Lock())) for n in (1, 2)]
for t in threads: t.start()
for t in threads: t.join()
print(order)
`

// differing shows what differs from execution to execution although nothing is shared: times and addresses.
const differing = `import logging, threading, time
logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
def work(n, lock):
    with lock:
        pass
    logging.info("of %d: %r", n, object())
for n in (1, 2):
    threading.Thread(target=work, args=(n, threading.Lock())).start()
`

// TestSharing: a search tries both orders of what threads share without a lock; what a line says of the time
// and of addresses is not held against the program. The time of a line is not counted as another log either: the two lines
// come in two orders.
func TestSharing(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		r := explore(t, write(t, interpreter, unordered), scheduler.Options{Strategy: "dpor"})
		if !r.Exhausted || r.Sharing != nil || r.DistinctLogs != 2 { // what is shared is learned on the way: an execution may be redundant
			t.Errorf("unordered: exhausted %v, %d logs, %+v", r.Exhausted, r.DistinctLogs, r.Sharing)
		}
		append := "__import__('ctypes').pythonapi.PyList_Append(*map(__import__('ctypes').py_object, (order, n)))" // C code that nobody knows
		hidden := strings.Replace(unordered, "order.append(n)", append, 1)
		if r := explore(t, write(t, interpreter, hidden), scheduler.Options{Strategy: "dpor"}); r.Exhausted || r.Sharing == nil {
			t.Errorf("hidden: exhausted %v, %+v", r.Exhausted, r.Sharing)
		}
		exhaustive(t, "differing", explore(t, write(t, interpreter, differing), scheduler.Options{Strategy: "dpor"}), 2)
		asks := strings.Replace(differing, `"of %d: %r", n, object()`, `"of %d at %r", n, time.time()`, 1)
		if r := explore(t, write(t, interpreter, asks), scheduler.Options{Strategy: "dpor"}); r.Sharing != nil || !r.Exhausted {
			t.Errorf("a program that asks for the time: exhausted %v, %+v", r.Exhausted, r.Sharing)
		}
	})
}

// madeText has the list that another thread changes made a text, by code that is not the script's.
const madeText = `import logging, sys, threading
rows = []
threading.Thread(target=rows.append, args=(1,)).start()
MADE
`

// TestAsText: the text of an exception that nobody catches, what sys.exit is given and the arguments of a log line are looked at when the text is
// made: before the other thread has changed the list, or after. Only one of the two was seen, or
// it was said that such a script shares something past the models.
func TestAsText(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, made := range []string{"assert abs(0), rows", "raise ValueError({'rows': rows})", "sys.exit(rows)", "logging.warning('%s', rows)"} {
			r := explore(t, write(t, interpreter, strings.Replace(madeText, "MADE", made, 1)), scheduler.Options{Strategy: "dpor"})
			if !r.Exhausted || r.Sharing != nil || r.DistinctLogs != 2 {
				t.Errorf("%s: exhausted %v, %d logs, %+v", made, r.Exhausted, r.DistinctLogs, r.Sharing)
			}
		}
	})
}

// TestMet: what nobody has seen made, as the list of a comprehension, gets a number from the thread that comes to it first, unless it lies
// where another one lay that was known. That depends on addresses, and so it moves no number of what is made: of a script that made a lock
// afterwards it was said that its threads share something past the models.
func TestMet(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		out, err := exec.Command(interpreter, "-c", `
import sys
sys.path.insert(0, ".")
from shim import shared
from shim.core import S, Task

def keys(meet):
    S.current = Task(0, 1)
    return [S.new_key(), meet and shared.thing_of([], list).key, S.new_key()]

first, met, second = keys(True)
assert keys(False) == [first, False, second]
assert met not in (first, second)
`).CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
}

// handed has objects go through queues. Whether one is new to the thread that gets it cannot be seen of it: by then nobody else may have it, or
// the thread that had it before has not yet gone on. The argument says what they are.
const handed = `import queue, sys, threading
class Job:
    pass
class Stage(threading.Thread):
    def __init__(self, inbox, outbox):
        super().__init__()
        self.inbox, self.outbox = inbox, outbox
    def run(self):
        while True:
            job = self.inbox.get()
            self.outbox.put(job)
            if job is None:
                return
first, last = queue.Queue(), queue.Queue()
Stage(first, last).start()
first.put(MADE)
first.put(None)
while True:
    job = last.get()
    if job is None:
        break
`

// TestHanded: objects and lists that threads hand over by queues move no numbers of the locks that are made in between: it was said that such a
// script shares something past the models.
func TestHanded(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, made := range []string{"Job()", "list((1, 2))"} {
			r := explore(t, write(t, interpreter, strings.Replace(handed, "MADE", made, 1)), scheduler.Options{Strategy: "dpor"})
			if !r.Exhausted || r.Sharing != nil {
				t.Errorf("%s: exhausted %v, %+v", made, r.Exhausted, r.Sharing)
			}
		}
	})
}
