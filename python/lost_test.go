//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/report"
)

// TestLost: an update that another thread's write undoes is said to be lost. Of two items of one dict it is not said, because both are
// there, and the clock is read and never written.
func TestLost(t *testing.T) {
	const tail = `
threads = [threading.Thread(target=work, args=(n,), name="worker %d" % n) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
`
	cases := []struct{ name, script, want, not string }{
		{"attribute", `
class Counter:
    value = 0
def nothing():
    pass
def work(n):
    value = Counter.value
    nothing()
    Counter.value = value + 1
` + tail + "sys.exit(Counter.value != 2)\n", "which is lost", "has not seen"},
		{"item", `
jobs = {}
def nothing():
    pass
def work(n):
    if not jobs:
        nothing()
        jobs[n] = n
` + tail + "sys.exit(len(jobs) == 2)\n", "has not seen", "lost"},
		{"clock", `
took = []
def work(n):
    begun = time.monotonic()
    time.sleep(n)
    took.append(time.monotonic() - begun)
` + tail + "sys.exit(max(took) > 2)\n", "read the clock", "Suspicious"},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range cases {
			text := strings.Join(strings.Fields(asText(t, write(t, interpreter, "import sys, threading, time\n"+c.script), "exit-code", report.Options{})), " ")
			if !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
				t.Errorf("%s: no %q, or %q: %s", c.name, c.want, c.not, text)
			}
		}
	})
}
