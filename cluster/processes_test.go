package cluster

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"simrun/scheduler"
)

var (
	kills = flag.Int("kills", 3, "runs of TestKilled, in each of which processes are killed at random moments")
	long  = flag.Bool("long", false, "TestProcesses with the programs that take minutes, too")
)

// parts are the processes of a search.
type parts struct {
	t       *testing.T
	address string
	store   string
	program string
	said    bytes.Buffer // on stderr, by all
	saidMu  sync.Mutex
}

func newParts(t *testing.T, program string) *parts {
	return &parts{t: t, address: freeAddress(t), store: t.TempDir(), program: program}
}

func (p *parts) Write(data []byte) (int, error) {
	p.saidMu.Lock()
	defer p.saidMu.Unlock()
	return p.said.Write(data)
}

// process is one of them.
type process struct {
	cmd  *exec.Cmd
	out  bytes.Buffer
	over chan struct{}
	err  error // when it is over
}

func (p *parts) start(part string) *process {
	p.t.Helper()
	x := &process{cmd: exec.Command(os.Args[0]), over: make(chan struct{})}
	x.cmd.Stdout, x.cmd.Stderr = &x.out, p
	x.cmd.Env = append(os.Environ(), "SIMRUN_TEST_PART="+part, "SIMRUN_TEST_ADDRESS="+p.address, "SIMRUN_TEST_STORE="+p.store,
		"SIMRUN_TEST_PROGRAM="+p.program)
	if err := x.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func() {
		x.err = x.cmd.Wait()
		close(x.over)
	}()
	return x
}

func (x *process) kill() {
	_ = x.cmd.Process.Kill() // it may be gone
	<-x.over
}

// inOneProcess is what a search finds here.
func inOneProcess(t *testing.T, program string) string {
	t.Helper()
	p, o, err := programOfTest(program)
	if err != nil {
		t.Fatal(err)
	}
	r, err := scheduler.Explore(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := counted[program]; ok && (r.Executions != c.traces || r.DistinctTraces != c.traces) {
		t.Errorf("%s: %d executions, %d traces, want %d", program, r.Executions, r.DistinctTraces, c.traces)
	}
	return summary(r)
}

// TestProcesses: with 1, 2 and 8 worker processes a search says what it says in one process.
func TestProcesses(t *testing.T) {
	programs := []string{"casw-4", "lock-pipeline messages=4"}
	if *long {
		programs = append(programs, "lastzero-10", "readers-13", "lock-pipeline messages=8")
	}
	for _, program := range programs {
		want := inOneProcess(t, program)
		for _, workers := range []int{1, 2, 8} {
			t.Run(fmt.Sprint(program, " ", workers), func(t *testing.T) {
				p := newParts(t, program)
				defer p.start("server").kill()
				for range workers {
					defer p.start("worker").kill()
				}
				p.expect(p.start("coordinator"), want)
			})
		}
	}
}

// expect holds what the coordinator prints against what one process says.
func (p *parts) expect(coordinator *process, want string) {
	p.t.Helper()
	select {
	case <-coordinator.over:
	case <-time.After(10 * time.Minute):
		p.t.Errorf("the search does not end\n%s", &p.said)
		coordinator.kill()
		return
	}
	if got := coordinator.out.String(); coordinator.err != nil || got != want {
		p.t.Errorf("%v: in the cluster:\n%s\nin one process:\n%s\n%s", coordinator.err, got, want, &p.said)
	}
}

// TestKilled kills workers, the coordinator and the server at random moments. What is killed is started again.
func TestKilled(t *testing.T) {
	const program = "casw-4"
	want := inOneProcess(t, program)
	for run := range *kills {
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(run), 0))
			p := newParts(t, program)
			names := []string{"server", "worker", "worker", "coordinator"}
			var running []*process
			for _, name := range names {
				running = append(running, p.start(name))
			}
			defer func() {
				for _, x := range running {
					x.kill()
				}
			}()
			coordinator := &running[len(running)-1]
			for range 1 + r.IntN(4) {
				select {
				case <-(*coordinator).over: // it was faster
					continue
				case <-time.After(time.Duration(r.IntN(800)) * time.Millisecond): // any moment
				}
				i := r.IntN(len(running))
				t.Logf("kill %s", names[i])
				running[i].kill()
				if running[i].err != nil { // otherwise it has come to its end
					running[i] = p.start(names[i])
				}
			}
			p.expect(*coordinator, want)
		})
	}
}
