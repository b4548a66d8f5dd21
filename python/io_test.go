//go:build cpython

package python_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// channels are scripts whose threads wait for what comes through pipes, sockets and connections of the process itself, also those of
// asyncio's loops, and what is found in each. With the argument "fixed" each is its repaired twin: where there is no proof of that it
// takes too long, or polls.
var channels = []struct {
	script, kind, says string
	proof              bool
	not                []string // versions in which it is otherwise
}{
	{"reader_waits.py", "deadlock", "reader waits in socket.recv on the socket pair made at line 7 (empty)", true, nil},
	{"full_under_lock.py", "deadlock", "MainThread waits in os.write on the pipe made at line 8 (full)", true, nil},
	{"two_writers.py", "uncaught-exception", "AssertionError", true, nil},
	{"forgotten_end.py", "deadlock", "on the pipe made at line 7 (empty)", true, nil},
	{"select_loop.py", "deadlock", "loop waits in EpollSelector.select on the pipe made at line 9 (empty)", true, nil},
	{"timeouts.py", "uncaught-exception", "AssertionError: b'a'", true, nil},
	{"early_client.py", "deadlock", "server waits in socket.accept on the listener made at line 12 (empty)", true, nil},
	{"one_at_a_time.py", "deadlock", "server waits in Event.wait on asked", true, nil},
	{"server_shutdown.py", "deadlock", "server waits in TCPServer.shutdown on", false, nil},
	{"call_soon.py", "deadlock", "MainThread waits in asyncio.run on the wake-up pipe of the event loop made at line 22 (empty while the tasks of the loop wait, ", true, nil},
	{"event_set.py", "deadlock", "MainThread waits in asyncio.run on the wake-up pipe of the event loop made at line 22 (empty while the tasks of the loop wait, ", true, nil},
	{"stop_loop.py", "deadlock", "loop waits in", true, nil},
	{"own_loop.py", "deadlock", "MainThread waits in Future.result on answer", false, []string{"3.8"}}, // there nobody waits for the executor's threads
	{"closed_loop.py", "deadlock", "MainThread waits in Future.result on answer", false, nil},
	{"two_loops.py", "deadlock", "getter waits in asyncio.run on the wake-up pipe of the event loop made at line 25 (empty while the tasks of the loop wait, ", true, nil},
	// asyncio.run waits for the executor's threads from 3.9 on, and from 3.12 on not for ever.
	{"executor_shutdown.py", "deadlock", "waits in Event.wait on stop", false, []string{"3.8", "3.12", "3.13", "3.14"}},
}

// TestChannels: each bug is found by a search with default options, and the twin is proved.
func TestChannels(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range channels {
			if hasTurn(interpreter, i) && !slices.ContainsFunc(c.not, func(version string) bool { return find(version) == interpreter }) {
				t.Run(c.script, func(t *testing.T) { searchTwins(t, interpreter, c.script, c.kind, c.says, c.proof) })
			}
		}
	})
}

// searchTwins searches a script of testdata/io and its twin, which it proves, or else searches for as long.
func searchTwins(t *testing.T, interpreter, script, kind, says string, proof bool) {
	path := filepath.Join("testdata/io", script)
	r := exploreByDefault(t, openAt(t, interpreter, path), scheduler.Options{NoShrink: true, Executions: 400})
	if !slices.ContainsFunc(r.Findings, func(f *scheduler.Finding) bool { return f.Kind == kind && strings.Contains(f.Message, says) }) {
		t.Errorf("%s", kinds(r))
	}
	fixed := openAt(t, interpreter, path, "fixed")
	o := scheduler.Options{Strategy: "auto", Executions: 200}
	if proof {
		o = scheduler.Options{Strategy: "dpor", Config: sim.Config{Switching: fixed.Switching()}}
	}
	r = exploreByDefault(t, fixed, o)
	if proof && !r.Exhausted || len(r.Findings) > 0 || r.Sharing != nil {
		t.Errorf("fixed: exhausted %v after %d executions, %s, sharing %v", r.Exhausted, r.Executions, kinds(r), r.Sharing)
	}
}

// TestChannelsRepeat: a seed gives the same steps and lines again in the process, in another one, and in a fork, also where executions
// before have left threads and descriptors behind.
func TestChannelsRepeat(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range channels {
			if !hasTurn(interpreter, i) {
				continue
			}
			path := filepath.Join("testdata/io", c.script)
			a := openAt(t, interpreter, path)
			for seed := range uint64(5) {
				stream(a.Program(), seed) // it may show what threads share
			}
			o, args := python.Recorded(a.Program().Params)
			o.Interpreter = interpreter // it may not be on PATH
			b, err := python.OpenWith(o, path, args...)
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			for seed := range uint64(5) {
				first := stream(a.Program(), seed)
				for how, p := range map[string]sim.Program{"again": a.Program(), "in another process": b.Program(), "in a fork": a.Fresh()} {
					if again := stream(p, seed); again != first {
						t.Errorf("%s, seed %d, %s: %s", c.script, seed, how, difference(first, again))
					}
				}
			}
		}
	})
}

// TestBeyond: a script that waits for another process is executed, and nothing is proved of it.
func TestBeyond(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s, err := python.Open(interpreter, "testdata/hazards/21_subprocess.py")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		r := explore(t, s, scheduler.Options{Strategy: "dpor"})
		if r.Exhausted || len(r.Findings) > 0 || !strings.HasSuffix(r.Outside, "at 21_subprocess.py:2") || r.Verdict() != sim.Inconclusive {
			t.Errorf("exhausted %v, outside %q, %s", r.Exhausted, r.Outside, kinds(r))
		}
	})
}

// TestSignalWakes: a handler that sets an event of asyncio does not wake the loop, and one that the loop calls does, because the system
// writes to its wake-up pipe: both before the loop sleeps and while it does.
func TestSignalWakes(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		o := python.Options{Interpreter: interpreter, Signals: []string{"SIGTERM"}}
		r := everything(t, openOutside(t, o, "../io/signal_loop.py"))
		if len(r.Findings) != 1 || !strings.Contains(kinds(r), "MainThread waits in asyncio.run on the wake-up pipe of the event loop made at line 17") {
			t.Errorf("%s", kinds(r))
		}
		if r := everything(t, openOutside(t, o, "../io/signal_loop.py", "fixed")); len(r.Findings) > 0 || r.Executions < 2 {
			t.Errorf("fixed: %d executions, %s", r.Executions, kinds(r))
		}
	})
}

// TestTasksStand: of an event loop that waits for ever it is said where each of its tasks stands, which no thread does.
func TestTasksStand(t *testing.T) {
	const script = `
import asyncio
async def worker(queue):
    while True:
        await fetch(queue)
async def fetch(queue):
    return await queue.get()
async def main():
    queue = asyncio.Queue()
    workers = [asyncio.ensure_future(worker(queue)) for _ in range(5)]
    queue.put_nowait(1)
    await queue.join()
asyncio.run(main())
`
	const want = "which is empty while the tasks of the loop wait, main at line 12, worker at line 7, worker at line 7, worker at line 7, 2 more"
	onEach(t, func(t *testing.T, interpreter string) {
		text := strings.Join(strings.Fields(asText(t, write(t, interpreter, script), "deadlock", report.Options{})), " ")
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	})
}
