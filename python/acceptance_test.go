//go:build cpython

package python_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"simrun/python"
	"simrun/scheduler"
)

// whole has the figures that take minutes measured in full; without it a sample of each is.
var whole = flag.Bool("whole", false, "all seeds and executions of the acceptance tests")

// some is n, or all of it with -whole.
func some(n, all int) int {
	if *whole {
		return all
	}
	return n
}

// TestFindsHang: the hang of the notebook's queue pipeline is found by auto within 300 executions with every seed, and by pos
// within 45 with 19 seeds of 20.
func TestFindsHang(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := open(t, interpreter, "pipe_queue.py")
		seeds := some(1, 20)
		if auto := firsts(t, s, "auto", seeds, 300); len(auto) < seeds {
			t.Errorf("auto finds the hang with %d of %d seeds: %v", len(auto), seeds, auto)
		}
		seeds = some(3, 20)
		pos := firsts(t, s, "pos", seeds, 300)
		within := 0
		for _, n := range pos {
			if n < 45 {
				within++
			}
		}
		if t.Logf("pos: %v", pos); within < seeds-1 {
			t.Errorf("pos finds the hang within 45 executions with %d of %d seeds: %v", within, seeds, pos)
		}
	})
}

// firsts are the executions in which the hang is found, in order, with the seeds that find it.
func firsts(t *testing.T, s *python.Script, strategy string, seeds, limit int) []int {
	t.Helper()
	var list []int
	for seed := range uint64(seeds) {
		r := explore(t, s, scheduler.Options{Strategy: strategy, Seed: seed, First: true, Executions: limit, NoShrink: true})
		if len(r.Findings) > 0 && r.Findings[0].Kind == "deadlock" {
			list = append(list, r.Findings[0].FirstExecution)
		}
	}
	slices.Sort(list)
	return list
}

// TestFindsBoth: auto finds the hang and the message that is left over with every seed within 300 executions.
func TestFindsBoth(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := open(t, interpreter, "pipe_queue.py")
		for seed := range uint64(some(1, 20)) {
			found := map[string]bool{}
			r := exploreByDefault(t, s, scheduler.Options{Strategy: "auto", Seed: seed, Executions: 300, NoShrink: true})
			for _, f := range r.Findings {
				found[f.Kind] = true
			}
			if !found["deadlock"] || !found["lost-message"] {
				t.Errorf("seed %d: %s", seed, kinds(r))
			}
		}
	})
}

// calm are correct programs: nothing may be said of them, whatever the schedule.
var calm = map[string]string{
	"logs": `import logging, threading
logging.basicConfig(level=logging.INFO)
def work(n):
    for i in range(3): logging.info("thread %d: %d", n, i)
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for t in threads: t.start()
for t in threads: t.join()
`,
	"executor": `from concurrent.futures import ThreadPoolExecutor, as_completed
with ThreadPoolExecutor(max_workers=2) as e:
    futures = [e.submit(pow, n, 2) for n in range(4)]
    print(sum(f.result() for f in as_completed(futures)), list(e.map(abs, [-1, -2])))
`,
	"daemons": `import threading, time
def beat():
    while True: time.sleep(0.1)
for _ in range(2): threading.Thread(target=beat, daemon=True).start()
t = threading.Thread(target=print, args=("works",))
t.start()
t.join()
`,
}

// TestNoFalseAlarm: correct programs do not fail, and share nothing that would keep a search from a proof.
func TestNoFalseAlarm(t *testing.T) {
	folder := t.TempDir()
	for name, source := range calm {
		if err := os.WriteFile(filepath.Join(folder, name+".py"), []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	onEach(t, func(t *testing.T, interpreter string) {
		scripts := []string{"testdata/pipe_lock.py"}
		for name := range calm {
			scripts = append(scripts, filepath.Join(folder, name+".py"))
		}
		slices.Sort(scripts)
		for _, script := range scripts {
			s := openAt(t, interpreter, script, "2")
			if s.Leaks() != "" {
				t.Errorf("%s: %s", script, s.Leaks())
			}
			r := explore(t, s, scheduler.Options{Strategy: "random", Executions: some(30, 10_000)})
			if len(r.Findings) > 0 || r.Sharing != nil || r.Truncated > 0 {
				t.Errorf("%s: %s, %d truncated, %+v", filepath.Base(script), kinds(r), r.Truncated, r.Sharing)
			}
		}
	})
}
