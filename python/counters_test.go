//go:build cpython

package python_test

import (
	"testing"

	"simrun/python"
	"simrun/scheduler"
	"simrun/sim"
)

// TestCounters: of two threads that make one without a name each, or an executor, who comes first gets the lower number: two logs of
// all schedules, and no data race, because a counter counts at once. With names of their own there is one log.
func TestCounters(t *testing.T) {
	const threads = `import threading
def says(): print(threading.current_thread().name.split()[0], flush=True)
def makes(*name):
    t = threading.Thread(target=says, name=name[0] if name else None)
    with lock:
        t.start(); t.join()
lock = threading.Lock()
`
	const executors = `import threading
from concurrent.futures import ThreadPoolExecutor
names = {}
def makes(key):
    names.setdefault(key, ThreadPoolExecutor()._thread_name_prefix)
`
	const run = "for t in makers: t.start()\nfor t in makers: t.join()\n"
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range []struct {
			program string
			logs    int
		}{
			{threads + "makers = [threading.Thread(target=makes, name='maker') for _ in 'ab']\n" + run, 2},
			{threads + "makers = [threading.Thread(target=makes, name='maker', args=['one']) for _ in 'ab']\n" + run, 1},
			{executors + "makers = [threading.Thread(target=makes, name='maker', args=a) for a in 'ab']\n" + run + "print(names['a'])", 2},
		} {
			races := true
			s, err := python.OpenWith(python.Options{Interpreter: interpreter, Races: &races}, written(t, c.program))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			r := exploreByDefault(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Config: sim.Config{Clock: sim.Anytime}})
			if !r.Exhausted || r.DistinctLogs != c.logs || len(r.Findings) > 0 || r.Sharing != nil {
				t.Errorf("%s\nexhausted %v after %d, %d logs, %s, %+v", c.program, r.Exhausted, r.Executions, r.DistinctLogs, kinds(r), r.Sharing)
			}
		}
	})
}
