//go:build cpython

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// scriptCluster is a cluster of commands for the test of scripts.
type scriptCluster struct {
	t      *testing.T
	folder string // of the project
	port   string
}

// command is simrun, in a folder.
func (s *scriptCluster) command(folder, name string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	ctx, cancel := context.WithTimeout(s.t.Context(), 3*time.Minute)
	s.t.Cleanup(cancel)
	c, said := exec.CommandContext(ctx, name, args...), &bytes.Buffer{}
	c.Dir, c.Stderr = folder, said
	c.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(s.folder, "cache-"+s.port))
	return c, said
}

// report is what a search prints, without what depends on the machine.
func (s *scriptCluster) report(c *exec.Cmd, said *bytes.Buffer) map[string]any {
	s.t.Helper()
	out, _ := c.Output() // 1 if something is found
	var report map[string]any
	if err := json.Unmarshal(out, &report); err != nil {
		s.t.Fatalf("%v\n%s\n%s", err, out, said)
	}
	delete(report, "workers")
	delete(report, "elapsed_seconds")
	return report
}

// inCluster is the report of a search that workers carry out which stand in an empty folder.
func (s *scriptCluster) inCluster(workers int, flags, search []string) (report map[string]any, said string) {
	s.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	_, s.port, _ = net.SplitHostPort(l.Addr().String())
	l.Close()
	c, err1 := s.command(s.folder, "simrun-sends", append([]string{"python", "--serve=127.0.0.1:" + s.port, "--progress", "none", "--json"}, search...)...)
	if len(flags) > 0 { // they do not take part, so nobody is waited for
		c.Path, c.Args[0] = pathOf(s.t, "simrun"), "simrun"
	}
	over := make(chan struct{})
	var starting sync.WaitGroup
	starting.Go(func() { s.startWorkers(workers, flags, over) })
	report = s.report(c, err1)
	close(over)
	starting.Wait()
	return report, err1.String()
}

// startWorkers starts them when the server is there, unless the search is over before.
func (s *scriptCluster) startWorkers(workers int, flags []string, over <-chan struct{}) {
	for {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+s.port); err == nil {
			conn.Close()
			break
		}
		select {
		case <-over:
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
	for range workers {
		w, _ := s.command(s.t.TempDir(), "simrun", append([]string{"worker", "nats://127.0.0.1:" + s.port, "--slots", "1", "--progress", "none"}, flags...)...)
		if err := w.Start(); err != nil {
			s.t.Error(err)
			return
		}
		s.t.Cleanup(func() {
			_ = w.Process.Kill()
			_ = w.Wait() // it was killed
		})
	}
}

func pathOf(t *testing.T, name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestScriptInCluster: a script is searched by workers that have only what is sent to them, and says what it says in one
// process: the notebook's lock pipeline, and one whose threads turn out to share more meanwhile, and write tracebacks.
func TestScriptInCluster(t *testing.T) {
	s := &scriptCluster{t: t, folder: t.TempDir()}
	notebook, err := os.ReadFile("../models/cpython/testdata/notebook/lock-pipeline.py")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"sub/pipeline.py": "import concurrent.futures\nMESSAGES, WORKERS, FIRST = 1, 2, 'producer'\n" + string(notebook),
		"sub/helper.py":   "def note(c):\n    c.m += 1\n    print('note', c.m)\n",
		"sub/lost.py": `import threading, helper
class C:
    n = m = 0
c = C()
def work():
    v = c.n
    print("x", v, helper.__file__)
    c.n = v + 1
    if c.n < 2:
        helper.note(c)
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
assert c.n == 2, "lost: %d" % c.n
`,
	}
	for name, text := range files {
		name = filepath.Join(s.folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, search := range [][]string{
		{"--strategy", "dpor", "sub/pipeline.py"},
		{"--strategy", "dpor", "--gil", "3.9", "--executions", "600", "sub/lost.py"},
	} {
		want := s.report(s.command(s.folder, "simrun", append([]string{"python", "--workers", "1", "--progress", "none", "--json"}, search...)...))
		got, said := s.inCluster(2, nil, search)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v: here (-), in the cluster (+):\n%s%s", search, diff, said)
		}
	}
	got, _ := s.inCluster(1, []string{"--scripts=false"}, []string{"--strategy", "dpor", "sub/pipeline.py"})
	if got["exhausted"] != true {
		t.Errorf("by itself, because its worker takes no scripts: %v", got)
	}
	c, said := s.command(filepath.Join(s.folder, "sub"), "simrun", "python", "--serve=127.0.0.1:"+s.port, "../sub/lost.py")
	if err := c.Run(); err == nil || c.ProcessState.ExitCode() != exitUsage || !strings.Contains(said.String(), "does not lie under the current folder") || strings.Count(said.String(), "\n") != 1 {
		t.Errorf("a script above: %v, %s", err, said)
	}
}
