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

	"simrun/properties/catalog"
	"simrun/scheduler"
)

var (
	update = flag.Bool("update", false, "rewrite what docs says of the simulation of scale")
	kills  = flag.Int("kills", 3, "runs of TestKilled, in each of which processes are killed at random moments")
	cuts   = flag.Int("cuts", 1, "runs of TestProxy, in each of which the network is bad")
	long   = flag.Bool("long", false, "TestProcesses with the programs that take minutes, too, and TestCut with a cut of a minute")
)

// parts are the processes of a search.
type parts struct {
	t       *testing.T
	address string
	store   string
	program string
	alone   string       // not empty: a coordinator goes on without workers if it sees none
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
		"SIMRUN_TEST_PROGRAM="+p.program, "SIMRUN_TEST_ALONE="+p.alone)
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
	programs := []string{"casw-4", "lock-pipeline messages=4", "lost-update", "dining-philosophers"}
	if *long {
		programs = append(programs, "lastzero-10", "readers-13", "lock-pipeline messages=8")
		for _, e := range catalog.All()[:20] {
			programs = append(programs, e.Name)
		}
	}
	wants := map[string]string{}
	for _, workers := range []int{1, 2, 8} {
		p := newParts(t, "")
		defer p.start("server").kill()
		for range workers {
			defer p.start("worker").kill()
		}
		for _, program := range programs {
			if wants[program] == "" {
				wants[program] = inOneProcess(t, program)
			}
			t.Run(fmt.Sprint(program, " ", workers), func(t *testing.T) {
				p.t, p.program = t, program
				p.expect(p.start("coordinator"), wants[program])
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

// killed are the programs of TestKilled and TestProxy: one that is proved, and two with failures, whose tokens count too.
var killed = []string{"casw-4", "dining-philosophers", "lost-update"}

// TestKilled kills workers, the coordinator and the server at random moments. What is killed is started again.
func TestKilled(t *testing.T) {
	wants, took := map[string]string{}, map[string]time.Duration{}
	hits := map[string]int{}
	for run := range *kills {
		program := killed[run%len(killed)]
		if wants[program] == "" {
			wants[program] = inOneProcess(t, program)
			begin := time.Now()
			runKilled(t, program, wants[program], nil, 0, nil) // nobody is killed
			took[program] = time.Since(begin)
		}
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			runKilled(t, program, wants[program], rand.New(rand.NewPCG(uint64(run), 0)), took[program], hits)
		})
	}
	t.Logf("%d runs; killed while the search went on: %v", *kills, hits)
}

// runKilled carries out a search in which processes are killed within a time.
func runKilled(t *testing.T, program, want string, r *rand.Rand, within time.Duration, hits map[string]int) {
	p := newParts(t, program)
	if r != nil && r.IntN(4) == 0 {
		p.alone = "yes"
	}
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
	for range func() int {
		if r == nil {
			return 0
		}
		return 1 + r.IntN(4)
	}() {
		select {
		case <-(*coordinator).over: // it was faster
			continue
		case <-time.After(time.Duration(r.Int64N(int64(within)))): // any moment
		}
		i := r.IntN(len(running))
		running[i].kill()
		if running[i].err != nil { // otherwise it has come to its end
			hits[names[i]]++
			running[i] = p.start(names[i])
		}
	}
	p.expect(*coordinator, want)
}

// TestProxy: over a network that delays, repeats messages and cuts connections the same comes out.
func TestProxy(t *testing.T) {
	wants := map[string]string{}
	var cut, repeated, deferred int64
	for run := range *cuts {
		program := killed[run%len(killed)]
		if wants[program] == "" {
			wants[program] = inOneProcess(t, program)
		}
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			p := newParts(t, program)
			defer p.start("server").kill()
			x := newProxy(t, uint64(run), p.address)
			x.lifetime, x.repeats, x.delay = 600*time.Millisecond, 10, 10*time.Millisecond
			go x.serve()
			p.address = x.listener.Addr().String()
			for range 2 {
				defer p.start("worker").kill()
			}
			p.expect(p.start("coordinator"), wants[program])
			cut, repeated, deferred = cut+x.cuts.Load(), repeated+x.repeated.Load(), deferred+x.deferred.Load()
		})
	}
	t.Logf("%d runs: %d connections cut, %d messages repeated, %d delayed", *cuts, cut, repeated, deferred)
	if cut == 0 || repeated == 0 {
		t.Error("the network was good")
	}
}

// TestCut: nobody reaches the server for longer than leases, ownership and presence last.
func TestCut(t *testing.T) {
	const program = "lastzero-10"
	away := 4 * time.Second
	if *long {
		away = time.Minute
	}
	want := inOneProcess(t, program)
	p := newParts(t, program)
	defer p.start("server").kill()
	x := newProxy(t, 1, p.address)
	go x.serve()
	p.address = x.listener.Addr().String()
	for range 2 {
		defer p.start("worker").kill()
	}
	coordinator := p.start("coordinator")
	select {
	case <-x.atWork:
	case <-coordinator.over:
	}
	x.blocked.Store(true)
	x.cutAll()
	select {
	case <-coordinator.over:
		t.Errorf("the search was over before the cut, or ended with it: %v\n%s", coordinator.err, &p.said)
	case <-time.After(away):
	}
	x.blocked.Store(false)
	p.expect(coordinator, want)
}
