//go:build cpython

package python_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// generated is how many programs are compared, and generatedFrom the first of them.
var (
	generated     = flag.Int("generated", 20, "random programs that are compared with the models, on each CPython")
	generatedFrom = flag.Uint64("generated.from", 0, "seed of the first random program behind those that once differed")
)

// differed are seeds of programs that once had other outcomes in Python: a lock that is free when its release begins and not when
// it comes, or the other way round (127); a condition on a plain lock that is notified without it, which CPython finds out by
// a try, so that only one of two who do that may fail (1027, 1030).
var differed = []uint64{127, 1027, 1030}

// A randomProgram is a list of calls for each thread. Thread 0 is the main thread, which starts the others first.
type randomProgram [][]randomCall

type randomCall struct{ call, on, k int }

// drawProgram draws the program of a seed: two or three threads with three to eight calls in all.
func drawProgram(seed uint64) randomProgram {
	r := rand.New(rand.NewPCG(seed, 17))
	p := make(randomProgram, 2+r.IntN(2))
	few := r.Perm(len(calls))[:5] // so that the threads more often use the same objects
	for k := range 3 + r.IntN(6) {
		i := r.IntN(len(p))
		p[i] = append(p[i], randomCall{few[r.IntN(len(few))], r.IntN(8) / 7, k + 1})
	}
	return p
}

// source is the program in Python.
func (p randomProgram) source() string {
	var b strings.Builder
	b.WriteString(makes)
	for t, list := range p {
		fmt.Fprintf(&b, "def t%d():\n    r = []\n", t)
		for _, c := range list {
			fmt.Fprintf(&b, "    %s\n", calls[c.call].source(c.on, c.k))
		}
		fmt.Fprintf(&b, "    print(\"t%d:\", *r)\n", t)
	}
	b.WriteString("threads = []\n")
	for t := range p[1:] {
		fmt.Fprintf(&b, "threads.append(threading.Thread(target=t%d))\n", t+1)
	}
	b.WriteString("for t in threads: t.start()\nt0()\n")
	return b.String()
}

// main is the program made of models.
func (p randomProgram) main(w *sim.World) {
	o := newThings(w)
	body := func(t int) func() {
		return func() {
			line := fmt.Sprintf("t%d:", t)
			for _, c := range p[t] {
				switch result := calls[c.call].on(o, c.on, c.k).(type) {
				case error: // none
				case bool:
					line += map[bool]string{true: " True", false: " False"}[result]
				case nil:
					line += " None"
				default:
					line += fmt.Sprint(" ", result)
				}
			}
			logging.Print(w, "%s", line)
		}
	}
	for t := range p[1:] {
		o.threads = append(o.threads, thread.New(w, thread.Target("", body(t+1))))
	}
	for _, t := range o.threads {
		t.Start()
	}
	body(0)()
}

// outcomes are what executions show of themselves that a program made of models and one in Python have in common: the lines
// in their order, without times and tracebacks, the exceptions that ended threads, and the threads that wait for ever.
type outcomes map[string]bool

func (outcomes) Name() string { return "outcomes" }

func (o outcomes) Check(x *sim.Execution) *sim.Failure {
	var lines, ends []string
	for _, l := range x.Log {
		if len(x.Uncaught) == 0 || printed.MatchString(l.Text) { // a traceback is another one in Go
			lines = append(lines, strings.TrimSpace(clockTime.ReplaceAllString(l.Text, "")))
		}
	}
	for _, u := range x.Uncaught {
		ends = append(ends, fmt.Sprintf("t%d raises %v", u.Thread.Index(), u.Value))
	}
	if x.End != sim.Completed {
		for _, t := range x.Unfinished() {
			ends = append(ends, fmt.Sprintf("t%d waits", t.Index()))
		}
	}
	slices.Sort(ends)
	o[numbered(fmt.Sprintf("%s | %s | %v", strings.Join(lines, " / "), strings.Join(ends, ", "), x.End))] = true
	return nil
}

// printed is a line of a random program.
var printed = regexp.MustCompile(`^t\d:`)

// searchedWhole searches a program by DPOR; ok is false if that does not come to an end soon.
func searchedWhole(t *testing.T, p sim.Program, most int) (o outcomes, executions int, ok bool) {
	t.Helper()
	o = outcomes{}
	r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
		Strategy: "dpor", Executions: most, NoShrink: true, Properties: []sim.Property{o},
		Config: sim.Config{Clock: sim.Anytime, MaxSteps: 20_000, Fingerprint: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	return o, r.Executions, r.Exhausted
}

// TestAgainstModels: a random program has the same outcomes in Python, on CPython's own library, as on the models, by
// exhaustive search of both. Those whose search takes too long count as drawn, and not as compared.
func TestAgainstModels(t *testing.T) {
	const most = 3000 // executions of one search
	onEach(t, func(t *testing.T, interpreter string) {
		folder := t.TempDir()
		compared, models, scripts, different, hang := 0, 0, 0, 0, 0
		seeds := slices.Clone(differed)
		for i := 0; compared < *generated; i++ {
			if i >= len(seeds) {
				seeds = append(seeds, *generatedFrom+uint64(i-len(differed)))
			}
			seed := seeds[i]
			p := drawProgram(seed)
			want, n, ok := searchedWhole(t, sim.Program{Name: "random", Main: p.main}, most)
			if !ok {
				continue
			}
			path := filepath.Join(folder, fmt.Sprintf("random%d.py", seed))
			if err := os.WriteFile(path, []byte(p.source()), 0o644); err != nil {
				t.Fatal(err)
			}
			s := openAt(t, interpreter, path)
			have, m, ok := searchedWhole(t, s.Program(), most)
			s.Close()
			if !ok {
				continue
			}
			compared, models, scripts, different = compared+1, models+n, scripts+m, different+len(have)
			if slices.ContainsFunc(slices.Collect(maps.Keys(have)), func(o string) bool { return strings.HasSuffix(o, sim.Deadlock.String()) }) {
				hang++
			}
			if !maps.Equal(want, have) {
				t.Errorf("program %d: %s%s", seed, apart(want, have), strings.TrimPrefix(p.source(), makes))
			}
		}
		t.Logf("%d programs, of which %d can hang, with %d outcomes; %d executions of models and %d of scripts", compared, hang,
			different, models, scripts)
	})
}

// apart says in what the outcomes of a program differ.
func apart(models, python outcomes) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d outcomes on the models, %d in Python\n", len(models), len(python))
	for _, o := range slices.Sorted(maps.Keys(models)) {
		if !python[o] {
			fmt.Fprintf(&b, "the models alone: %s\n", o)
		}
	}
	for _, o := range slices.Sorted(maps.Keys(python)) {
		if !models[o] {
			fmt.Fprintf(&b, "Python alone: %s\n", o)
		}
	}
	return b.String()
}
