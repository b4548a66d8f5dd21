//go:build cpython

package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"simrun/properties/catalog"
)

// inProcess carries out a command line and returns what it printed and its exit code.
func inProcess(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, err bytes.Buffer
	code = newApp("simrun", catalog.All(), strings.NewReader(""), &out, &err).run(args)
	return out.String(), err.String(), code
}

// script writes a script to a folder of its own.
func script(t *testing.T, source string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "script.py")
	if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// twoLocks takes two locks in one order in one thread and in the other order in another: that can be a deadlock.
const twoLocks = `import threading
a, b = threading.Lock(), threading.Lock()
def work(first, second):
    with first:
        with second:
            print("in")
for pair in (a, b), (b, a):
    threading.Thread(target=work, args=pair).start()
`

// TestPythonReplay: what a search of a script finds is replayed by the token alone, and a change of the script is named.
func TestPythonReplay(t *testing.T) {
	path := script(t, twoLocks)
	out, said, code := inProcess(t, "python", "--executions", "60", "--workers", "1", path)
	if code != exitFailed || !strings.Contains(out, "work 1 and work 2 wait for each other") {
		t.Fatalf("code %d\n%s%s", code, out, said)
	}
	token := regexp.MustCompile(`replay (s1\.\S+)`).FindStringSubmatch(out)
	if token == nil {
		t.Fatalf("no token:\n%s", out)
	}
	for range 10 { // each in a process of its own
		if again, _, code := inProcess(t, "replay", token[1]); code != exitFailed || !strings.Contains(again, "deadlock") {
			t.Fatalf("code %d\n%s", code, again)
		}
	}
	if err := os.WriteFile(path, []byte(strings.Replace(twoLocks, "(b, a)", "(a, b)", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	_, said, code = inProcess(t, "replay", token[1])
	if code == exitFailed || !strings.Contains(said, "script.py has changed") {
		t.Errorf("code %d: %s", code, said)
	}
}

// TestPythonCutShort: what a limit of steps has ended replays as that, by the token alone, and goes further with a larger one.
func TestPythonCutShort(t *testing.T) {
	path := script(t, "import threading, time\nfor _ in range(40):\n    t = threading.Thread(target=time.sleep, args=(1,))\n    t.start()\n    t.join()\n")
	out, _, _ := inProcess(t, "python", "--executions", "5", "--workers", "1", "--steps", "100", "--json", path)
	token := regexp.MustCompile(`"step-limit"(?s:.*?)"token": "(s1\.\S+)"`).FindStringSubmatch(out)
	if token == nil {
		t.Fatalf("no token:\n%s", out)
	}
	for limit, want := range map[string]string{"": "step limit after 100 steps", "80": "step limit after 80 steps"} {
		args := []string{"replay", token[1]}
		if limit != "" {
			args = append(args, "--steps", limit)
		}
		if again, said, code := inProcess(t, args...); code != exitBudget || !strings.Contains(again, want) {
			t.Errorf("code %d, %q not in\n%s%s", code, want, again, said)
		}
	}
}

// handles installs a handler that takes the lock which the main thread takes, too.
const handles = `import signal, threading
lock = threading.Lock()
def stop(number, frame):
    with lock:
        pass
signal.signal(signal.SIGTERM, stop)
with lock:
    print("in")
`

// TestPythonSignal: a script with a handler is told of --signal, once; with it the token has the signal come again.
func TestPythonSignal(t *testing.T) {
	path := script(t, handles)
	out, said, code := inProcess(t, "python", "--executions", "20", path)
	if code != exitPassed || strings.Count(said, "--signal SIGTERM has it come once") != 1 || strings.Count(said, "\n") != 1 {
		t.Errorf("without --signal: code %d\n%s%s", code, out, said)
	}
	out, said, code = inProcess(t, "python", "--executions", "60", "--signal", "SIGTERM", path)
	token := regexp.MustCompile(`replay (s1\.\S+)`).FindStringSubmatch(out)
	if code != exitFailed || token == nil || strings.Contains(said, "--signal") {
		t.Fatalf("code %d\n%s%s", code, out, said)
	}
	again, said, code := inProcess(t, "replay", token[1])
	if code != exitFailed || !strings.Contains(again, "MainThread waits in Lock.acquire for lock, which it holds") || said != "" {
		t.Errorf("replayed: code %d\n%s%s", code, again, said)
	}
}

// TestPythonErrors: wrong input is one line that names it, and the exit code 2.
func TestPythonErrors(t *testing.T) {
	folder, app := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(app, "__main__.py"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	dangling := filepath.Join(folder, "gone.py") // a link to what is not there
	if err := os.Symlink("nowhere", dangling); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "packed.py"), 0o755); err != nil {
		t.Fatal(err)
	}
	broken := script(t, "x = 1\ndef f(:\n")
	forks := script(t, "import os\nos.fork()\n")
	fails := script(t, "import no_such_module\n")
	cases := []struct {
		args []string
		want string
		code int
	}{
		{[]string{"python"}, "takes a script", exitUsage},
		{[]string{"python", filepath.Join(folder, "none.py")}, "there is no script", exitUsage},
		{[]string{"python", filepath.Join(app, "_main_.py")}, "(did you mean " + filepath.Join(app, "__main__.py") + "?)", exitUsage},
		{[]string{"python", filepath.Join(app, "explore.py")}, "no such file or directory\n", exitUsage},
		{[]string{"python", dangling}, "no such file or directory\n", exitUsage},
		{[]string{"python", filepath.Join(folder, "pack.py")}, "no such file or directory\n", exitUsage},
		{[]string{"python", "test", filepath.Join(folder, "tests.py::test_a")}, "no such file or directory\n", exitUsage},
		{[]string{"python", "-"}, "; a search executes the script again and again: save ", exitUsage},
		{[]string{"python", folder}, "is not a script", exitUsage},
		{[]string{"python", app}, "name the script that python3 would execute, ", exitUsage},
		{[]string{"python", broken}, ":2: SyntaxError", exitUsage},
		{[]string{"python", forks}, "which simrun does not schedule", exitUsage},
		{[]string{"python", "--python", "no-such-python", forks}, "no-such-python", exitUsage},
		{[]string{"python", "--python", "true", forks}, "is not a Python", exitUsage},
		{[]string{"python", "--python", "ls", forks}, "ls does not run as a Python: exit status 2, ", exitUsage},
		{[]string{"python", "--param", "n=1", forks}, "has no parameters", exitUsage},
		{[]string{"python", "--signal", "TERM", forks}, "--signal: unknown signal \"TERM\": Python calls it SIGTERM", exitUsage},
		{[]string{"python", "--signal", "SIGKILL", forks}, "SIGKILL cannot have a handler: use one of SIGABRT, ", exitUsage},
		{[]string{"python", "--signal", "", forks}, "unknown signal \"\": use one of SIGABRT, ", exitUsage},
		{[]string{"run", fails}, "python run " + fails, exitUsage},
		{[]string{"replay", fails}, "is a Python script, and replay takes a token", exitUsage},
		{[]string{"report", fails}, "is a Python script, and report takes a token", exitUsage},
		{[]string{"python", "replay", "s1.x"}, "; it is a command: type ", exitUsage},
		{[]string{"python", "list"}, "; it is a command: type ", exitUsage},
		{[]string{"python", "hng", "dump", forks}, "there is no script hng: no such file or directory (did you mean hang?)", exitUsage},
		{[]string{"python", "lock"}, " explore lock\n", exitUsage},
		{[]string{"python", "s1.BGxvY2sAMaCNBgAAAAIrBXq5"}, "; it is a token: type ", exitUsage},
		{[]string{"python", strings.TrimSuffix(forks, ".py")}, "(did you mean " + forks + "?)", exitUsage},
		{[]string{"python", "run", "--executions", "3", forks}, "(simrun python explore has it)", exitUsage},
		{[]string{"python", "--all"}, "--all is for the catalog", exitUsage},
		{[]string{"python", "--all", fails}, "--all is for the catalog", exitUsage},
		{[]string{"python", "explain", fails}, "takes a transcript and a script", exitUsage},
		{[]string{"python", "run", fails}, "", exitFailed},
	}
	for _, c := range cases {
		out, err, code := inProcess(t, c.args...)
		if code != c.code || !strings.Contains(err, c.want) || strings.Count(err, "\n") > 1 || len(err) > 400 {
			t.Errorf("%q: code %d, stderr %q\n%s", c.args, code, err, out)
		}
	}
}

// TestPythonEnds: when simrun is killed no process of its scripts is left.
func TestPythonEnds(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "simrun")
	if out, err := exec.Command("go", "build", "-o", binary, "simrun/cmd/simrun").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	path := script(t, "while True:\n    pass\n")
	for _, source := range []string{twoLocks, "import sys\nif len(sys.argv) > 1:\n    while True: pass\n"} {
		if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		killWhileSearching(t, binary, path)
	}
}

// TestPythonConfirms: a failure that shows only where an execution has left something behind is not reported. The script
// leaves it where the check at the start does not: under a schedule that only a search tries.
func TestPythonConfirms(t *testing.T) {
	path := script(t, `import threading, keyword
if "left" in keyword.kwlist:
    raise RuntimeError("found")
lock, order = threading.Lock(), []
def work(n):
    with lock:
        order.append(n)
threads = [threading.Thread(target=work, args=(n,)) for n in (1, 2)]
for t in threads: t.start()
for t in threads: t.join()
if order == [2, 1]:
    keyword.kwlist.append("left")
`)
	out, said, code := inProcess(t, "python", "--strategy", "pos", "--executions", "60", "--workers", "1", path)
	if !strings.Contains(out, "uncaught-exception") {
		t.Fatalf("no execution fails: the test shows nothing\n%s%s", out, said)
	}
	if code != exitFailed || !strings.Contains(said, "does not show in a process that has executed nothing before") ||
		!strings.Contains(out, "Nothing can be proved") || strings.Contains(out, "replay") {
		t.Errorf("code %d\n%s%s", code, out, said)
	}
}

// TestPythonRefusedLater: what cannot be simulated may be met under one schedule only, in whichever thread: that is one line, with
// the script's name, and exit code 2. The first execution, which simrun does not lead, does not meet it.
func TestPythonRefusedLater(t *testing.T) {
	const inMain = `import threading, os
seen = []
def f():
    seen.append("f")
t = threading.Thread(target=f)
lock = threading.Lock()
t.start()
with lock:
    seen.append("main")
t.join()
if seen[0] == "main":
    os.forkpty()
`
	const inThread = `import threading, os
seen = []
def f():
    print("f")
    if seen:
        os.forkpty()
t = threading.Thread(target=f)
t.start()
print("main")
seen.append("main")
t.join()
`
	for _, source := range []string{inMain, inThread} {
		path := script(t, source)
		for _, strategy := range []string{"auto", "dpor", "random"} {
			_, said, code := inProcess(t, "python", "--strategy", strategy, "--executions", "60", path)
			last := said[strings.LastIndex(strings.TrimSpace(said), "\n")+1:]
			if code != exitUsage || last != "simrun: "+path+": it starts processes by os.forkpty, which simrun does not schedule\n" {
				t.Errorf("%s: code %d, %q", strategy, code, said)
			}
		}
	}
}

// TestPythonCutShortWhere: where executions end before the program does, what is said of it is what has cut them short.
func TestPythonCutShortWhere(t *testing.T) {
	sleeps := script(t, "import threading, time\nfor _ in range(40):\n    t = threading.Thread(target=time.sleep, args=(1,))\n    t.start()\n    t.join()\n")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--steps", "100", sleeps}, "5 truncated at 100 steps; not exhaustive"},
		{[]string{"--steps", "10000", "../python/testdata/outside/forks.py", "fixed"}, "5 truncated at 10,000 steps or at a fork; not exhaustive"},
	} {
		out, said, code := inProcess(t, append([]string{"python", "--strategy", "random", "--executions", "5"}, c.args...)...)
		if code != exitBudget || !strings.Contains(out, c.want) || !strings.Contains(said, "no execution came to its end") {
			t.Errorf("code %d, %s\n%s%s", code, c.want, out, said)
		}
	}
	out, said, code := inProcess(t, "python", "run", "../python/testdata/outside/forks.py", "fixed")
	const fork = "cut short by a fork, behind which nothing is executed"
	if code != exitBudget || !strings.Contains(out, fork+", after ") || strings.Contains(out, "step limit") || said != "simrun: the execution was "+fork+"\n" {
		t.Errorf("code %d\n%s%s", code, out, said)
	}
}

// TestPythonFlagsBehind: what stands behind the script is the script's. Of a flag of simrun that it knows nothing of that is said.
func TestPythonFlagsBehind(t *testing.T) {
	const note = "simrun: --budget stands behind the script, which is given it: flags of simrun stand before the script\n"
	for source, want := range map[string]string{
		"print(1)\n": note, "import sys\nprint(sys.argv)\n": note, "import sys\nprint('--budget' in sys.argv)\n": "",
	} {
		path := script(t, source)
		out, said, code := inProcess(t, "python", "--strategy", "dpor", path, "--budget=5s", "--mine", "-")
		if code != exitPassed || said != want || !strings.Contains(out, "exhaustive") {
			t.Errorf("%s: code %d, %q\n%s", source, code, said, out)
		}
		if _, said, _ := inProcess(t, "python", "--budget=5s", path); said != "" {
			t.Errorf("before the script: %q", said)
		}
	}
}

// TestPythonServer: a server that no thread connects to waits for ever, and it is said that its clients may be other processes.
func TestPythonServer(t *testing.T) {
	path := script(t, "import socket\nwith socket.create_server((\"127.0.0.1\", 0)) as server:\n    server.accept()\n")
	out, said, code := inProcess(t, "python", "--strategy", "dpor", path)
	if words := strings.Join(strings.Fields(out), " "); code != exitFailed ||
		!strings.Contains(words, "no thread is left that connects to it, and in a search nobody does from outside.") {
		t.Errorf("code %d\n%s%s", code, out, said)
	}
}

// TestPythonGreenlets: without the package one line names the remedy; with it the JSON of a search is the same as without
// --greenlets, but for the times.
func TestPythonGreenlets(t *testing.T) {
	path := script(t, twoLocks)
	bare := filepath.Join(t.TempDir(), "bare")
	if out, err := exec.Command("python3", "-m", "venv", "--without-pip", bare).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	without := filepath.Join(bare, "bin", "python3")
	out, said, code := inProcess(t, "python", "--greenlets", "--python", without, path)
	if want := "simrun: --greenlets needs the package greenlet, which " + without + " does not have: install it by \"" + without + " -m pip install greenlet\"\n"; out != "" ||
		code != exitUsage || said != want {
		t.Errorf("code %d, %q\n%s", code, said, out)
	}
	with, _, _ := strings.Cut(os.Getenv("SIMRUN_GREENLET_PYTHON"), string(os.PathListSeparator))
	if with == "" {
		t.Skip("no interpreter with the package greenlet: set SIMRUN_GREENLET_PYTHON to the path of one")
	}
	times := regexp.MustCompile(`"[a-z_]*(seconds|ms|rate)[a-z_]*": [0-9.e+-]+`)
	for _, how := range [][]string{{"--strategy", "pos"}, {"--strategy", "dpor", "--gil", "3.9"}, {}} {
		args := append([]string{"python", "--json", "--executions", "60", "--workers", "1", "--python", with}, how...)
		threads, _, code := inProcess(t, append(args, path)...)
		greenlets, said, other := inProcess(t, append(args, "--greenlets", path)...)
		if a, b := times.ReplaceAllString(threads, ""), times.ReplaceAllString(greenlets, ""); a != b || code != other || code != exitFailed || said != "" {
			t.Errorf("%q: code %d and %d, %s\n%s\n%s", how, code, other, said, a, b)
		}
	}
}
