package golang_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"simrun/models/golang"
	"simrun/scheduler"
)

var programs = flag.Int("programs", 60, "how many random programs TestRandomChannels searches")

// step is one operation of a random program, on one of two channels.
type step struct{ op, on int }

var operations = []string{"send", "receive", "close", "try to send", "try to receive", "select to receive", "select to send or receive",
	"select to send one of two"}

// random draws two or three goroutines with at most six operations together, and the sizes of two channels.
func random(seed uint64) (goroutines [][]step, sizes [2]int) {
	r := rand.New(rand.NewPCG(seed, 0))
	goroutines = make([][]step, 2+r.IntN(2))
	for range 4 + r.IntN(3) {
		i := r.IntN(len(goroutines))
		op := r.IntN(len(operations))
		if operations[op] == "close" && r.IntN(2) == 0 {
			op = 0
		}
		goroutines[i] = append(goroutines[i], step{op, r.IntN(2)})
	}
	return goroutines, [2]int{r.IntN(2), r.IntN(3)}
}

// run carries out a random program, and observes what each goroutine has seen.
func run(w world, goroutines [][]step, sizes [2]int) {
	var c [2]*golang.Chan[int]
	for i := range c {
		c[i] = golang.Make[int](w, "", sizes[i])
	}
	saw := make([]string, len(goroutines))
	w.OnEnd(func() { w.Observe("out", strings.Join(saw, ";")) })
	life := func(i int) {
		for n, s := range goroutines[i] {
			saw[i] += " " + carryOut(w, c, s, 10*i+n)
		}
	}
	for i := range goroutines[1:] {
		golang.Go(w, fmt.Sprint(i+1), func() { life(i + 1) })
	}
	life(0)
}

func carryOut(w world, c [2]*golang.Chan[int], s step, v int) string {
	this, other := c[s.on], c[1-s.on]
	switch operations[s.op] {
	case "send":
		this.Send(v)
	case "receive":
		v, ok := this.Receive2()
		return fmt.Sprint(v, ok)
	case "close":
		this.Close()
	case "try to send":
		return fmt.Sprint(this.TrySend(v))
	case "try to receive":
		v, outcome := this.TryReceive()
		return fmt.Sprint(v, outcome)
	case "select to receive":
		a, b := &golang.Receives[int]{C: this}, &golang.Receives[int]{C: other}
		i := golang.Select(w, a, b)
		return fmt.Sprint(i, a.Value, b.Value, a.OK, b.OK)
	case "select to send one of two":
		return fmt.Sprint(golang.Select(w, &golang.Sends[int]{C: this, Value: v}, &golang.Receives[int]{C: other}, &golang.Sends[int]{C: this, Value: -v}))
	default:
		a, b := &golang.Sends[int]{C: this, Value: v}, &golang.Receives[int]{C: other}
		i := golang.Select(w, a, b)
		return fmt.Sprint(i, b.Value, b.OK)
	}
	return "."
}

// endings are the outcomes, and how far each goroutine had come, also where a panic ended the program.
func endings(r *scheduler.Report) []string {
	var list []string
	for _, o := range r.Outcomes {
		list = append(list, fmt.Sprint(o.Kind, " ", o.Observed))
	}
	slices.Sort(list)
	return list
}

// TestRandomChannels: partial order reduction and depth-first search find the same outcomes of random programs.
func TestRandomChannels(t *testing.T) {
	n := *programs
	if testing.Short() {
		n /= 10
	}
	var executions [2]int
	several := 0
	for seed := range uint64(n) {
		goroutines, sizes := random(seed)
		var found [2][]string
		for i, strategy := range []string{"dpor", "dfs"} {
			r := all(t, strategy, func(w world) { run(w, goroutines, sizes) })
			found[i] = endings(r)
			executions[i] += r.Executions
		}
		if !slices.Equal(found[0], found[1]) {
			t.Fatalf("seed %d, %v of sizes %v: dpor %q, dfs %q", seed, goroutines, sizes, found[0], found[1])
		}
		if len(found[0]) > 1 {
			several++
		}
	}
	t.Logf("%d programs, %d with several outcomes; %d executions by dpor, %d by dfs", n, several, executions[0], executions[1])
	if several < n/3 || executions[1] < 2*executions[0] {
		t.Errorf("the programs are too simple: %d of %d have several outcomes", several, n)
	}
}
