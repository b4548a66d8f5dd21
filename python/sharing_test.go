//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/scheduler"
)

// unordered has two threads that share a list which no lock guards: their steps have no lock in common, so a search tries one
// of the two orders.
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

// TestSharing: a search proves nothing if threads share a variable whose order shows, and says so; what a line says of the time
// and of addresses is not held against the program. The time of a line is not counted as another log either: the two lines
// come in two orders.
func TestSharing(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		r := explore(t, write(t, interpreter, unordered), scheduler.Options{Strategy: "dpor"})
		if r.Exhausted || r.Sharing == nil || !strings.Contains(r.Sharing.Message, `line 1 of the log is "[2, 1]", not "[1, 2]"`) {
			t.Errorf("unordered: exhausted %v, %+v", r.Exhausted, r.Sharing)
		}
		exhaustive(t, "differing", explore(t, write(t, interpreter, differing), scheduler.Options{Strategy: "dpor"}), 2)
		asks := strings.Replace(differing, `"of %d: %r", n, object()`, `"of %d at %r", n, time.time()`, 1)
		if r := explore(t, write(t, interpreter, asks), scheduler.Options{Strategy: "dpor"}); r.Sharing != nil || !r.Exhausted {
			t.Errorf("a program that asks for the time: exhausted %v, %+v", r.Exhausted, r.Sharing)
		}
	})
}
