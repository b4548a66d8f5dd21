package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/scheduler/frontier"
	"simrun/scheduler/frontier/frontiertest"
	"simrun/sim"
)

// lines is a log that a test reads.
type lines struct {
	mu   sync.Mutex
	list []string
}

func (l *lines) log(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, text)
}

func (l *lines) with(part string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, line := range l.list {
		if strings.Contains(line, part) && !strings.Contains(line, "\n") {
			n++
		}
	}
	return n
}

// freeAddress is one of this machine where nobody listens.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// started is a server for a test.
func started(t testing.TB, token string, log *lines) (*Server, string) {
	t.Helper()
	address := freeAddress(t)
	s, err := Serve(address, ServerOptions{Token: token}, t.TempDir(), log.log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, "nats://" + address
}

func connected(t testing.TB, url string, o Options) *Cluster {
	t.Helper()
	c, err := Connect(context.Background(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.nc.Close)
	return c
}

// numbered is a turn of tasks that are nothing but numbers.
type numbered struct {
	tasks   []frontiertest.Task
	missing map[int]bool
	counted func(frontiertest.Task)
}

func (n *numbered) Over() bool { return len(n.missing) == 0 }

func (n *numbered) Missing() []int {
	var list []int
	for i := range n.tasks {
		if n.missing[i] {
			list = append(list, i)
		}
	}
	return list
}

func (n *numbered) Pack(tasks []int) ([]byte, error) {
	var list []frontiertest.Task
	for _, i := range tasks {
		list = append(list, n.tasks[i])
	}
	return json.Marshal(list)
}

func (n *numbered) Take(result []byte) error {
	var list []frontiertest.Task
	if err := json.Unmarshal(result, &list); err != nil {
		return err
	}
	for _, t := range list {
		if t.Round == n.tasks[0].Round && n.missing[t.Place] {
			delete(n.missing, t.Place)
			n.counted(t)
		}
	}
	return nil
}

// answering is a worker that answers a parcel with itself.
type answering struct{ *leases }

func (a answering) Finish(p *Parcel) {
	if p.results == nil {
		r, err := p.answer(p.Tasks, p.Body, time.Hour) // so that each parcel has one task
		if err != nil {
			panic(err) // it is plain data
		}
		p.results = append(p.results, r)
	}
	a.leases.Finish(p)
}

// TestFrontier holds the cluster to what every frontier promises, with workers that are lost and come back late.
func TestFrontier(t *testing.T) {
	log := &lines{}
	_, url := started(t, "", log)
	c := connected(t, url, Options{Lease: 500 * time.Millisecond, Waits: true, Log: log.log} /* its workers do not say that they are there */)
	searches := 0
	frontiertest.Run(t, func(t *testing.T, plan func() []frontiertest.Task, counted func(frontiertest.Task)) frontiertest.Subject[*Parcel] {
		searches++
		name := fmt.Sprint("suite-", searches)
		ctx, cancel := context.WithCancel(context.Background())
		d, err := c.Direct(ctx, Search{Name: name, Text: name}, cancel)
		if err == nil {
			_, err = d.Load(name)
		}
		if err != nil {
			t.Fatal(err)
		}
		d.sizes.task = time.Hour
		var group sync.WaitGroup
		group.Go(func() {
			defer cancel() // the workers end
			for round := 0; ; round++ {
				tasks := plan()
				if len(tasks) == 0 {
					return
				}
				n := &numbered{tasks, map[int]bool{}, counted}
				for i := range tasks {
					n.missing[i] = true
				}
				if d.carryOut(ctx, fmt.Sprint("turn-", round), n) != nil {
					return
				}
			}
		})
		return frontiertest.Subject[*Parcel]{
			Join: func() frontier.Frontier[*Parcel] {
				return answering{&leases{c: c, ctx: ctx, program: programOf(name)}}
			},
			Of: func(p *Parcel) (task frontiertest.Task) {
				var list []frontiertest.Task
				if json.Unmarshal(p.Body, &list) != nil || len(list) != 1 {
					t.Fatalf("a parcel with %q", p.Body)
				}
				return list[0]
			},
			Lose: func(_ frontier.Frontier[*Parcel], p *Parcel) { p.stop() },
			Close: func() {
				cancel()
				group.Wait()
				if err := d.Close(true); err != nil {
					t.Error(err)
				}
			},
		}
	})
}

// summary is what a report says about the program, without what depends on the machine.
func summary(r *scheduler.Report) string {
	s := fmt.Sprintf("%d executions, %d traces, %d logs, exhausted %v\n", r.Executions, r.DistinctTraces, r.DistinctLogs, r.Exhausted)
	for _, o := range r.Outcomes {
		s += fmt.Sprintln(o.Verdict, o.Kind, o.Observed, o.Count, o.First)
	}
	for _, f := range r.Findings {
		s += fmt.Sprintln(f.Kind, f.Where, f.Message, f.Token, f.Steps, f.Preemptions, f.FirstExecution)
	}
	return s
}

// build makes a program of the catalog and the options of a search.
func build(name string, params map[string]string) (sim.Program, scheduler.Options, error) {
	e, err := catalog.Find(catalog.All(), name)
	if err != nil {
		return sim.Program{}, scheduler.Options{}, err
	}
	p, properties, err := e.Build(params)
	return p, scheduler.Options{
		Properties: properties, Strategy: "auto", Executions: 3000,
		Config: sim.Config{Switching: max(e.Switching, sim.Call), Clock: sim.Anytime, Fingerprint: true, MaxSteps: 10000},
	}, err
}

// workFor is a worker for one program.
func workFor(t testing.TB, ctx context.Context, c *Cluster, p sim.Program, o scheduler.Options, log *lines) (wait func()) {
	w := &Worker{
		Slots: 1, Text: "test", Log: log.log, Refuses: func(Search) string { return "" },
		Open: func(Search) (Job, error) { return Job{Program: p, Options: o}, nil },
	}
	var group sync.WaitGroup
	group.Go(func() {
		if err := w.Run(ctx, c); err != nil {
			t.Error(err)
		}
	})
	return group.Wait
}

// TestClusterReportsTheSame: searches of the catalog with all turns sent, by two workers.
func TestClusterReportsTheSame(t *testing.T) {
	log := &lines{}
	_, url := started(t, "", log)
	for _, name := range []string{"queue-pipeline", "lost-update", "dining-philosophers", "connection-pool-timeout"} {
		t.Run(name, func(t *testing.T) {
			p, o, err := build(name, nil)
			if err != nil {
				t.Fatal(err)
			}
			r, err := scheduler.Explore(context.Background(), p, o)
			if err != nil {
				t.Fatal(err)
			}
			want := summary(r)
			c := connected(t, url, Options{Log: log.log, Waits: true})
			working, end := context.WithCancel(context.Background())
			waits := []func(){workFor(t, working, c, p, o, log), workFor(t, working, connected(t, url, Options{}), p, o, log)}
			defer func() {
				end()
				for _, wait := range waits {
					wait()
				}
			}()
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			d, err := c.Direct(ctx, Search{Name: name, Text: "test"}, cancel)
			if err != nil {
				t.Fatal(err)
			}
			o.Elsewhere = d
			r, err = scheduler.Explore(ctx, p, o)
			if err != nil {
				t.Fatal(err)
			}
			if got := summary(r); got != want {
				t.Errorf("in the cluster:\n%s\nhere:\n%s", got, want)
			}
			if err := d.Close(true); err != nil {
				t.Error(err)
			}
		})
	}
	if len(log.list) > 0 {
		t.Errorf("the log has %q", log.list)
	}
}
