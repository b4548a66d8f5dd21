package golang_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"simrun/models/golang"
)

// TestRandomChannelsInGo: what random programs do on Go's own channels, each executed many times, they do in some execution by dpor.
// Programs in which something panics are left out, because there a panic ends one goroutine and not all.
func TestRandomChannelsInGo(t *testing.T) {
	n := *programs
	if testing.Short() {
		n /= 10
	}
	compared, outcomes := 0, 0
	for seed := range uint64(n) {
		goroutines, sizes := random(seed)
		r := all(t, "dpor", func(w world) { run(w, goroutines, sizes) })
		var possible []string
		panics := false
		for _, o := range r.Outcomes {
			possible = append(possible, fmt.Sprint(o.Observed[0].Value))
			panics = panics || o.Kind == "panic"
		}
		if panics {
			continue
		}
		compared++
		seen := map[string]bool{}
		for i := range 100 {
			saw := runInGo(t, goroutines, sizes, rand.New(rand.NewPCG(seed, uint64(i))))
			if seen[saw] = true; !slices.Contains(possible, saw) {
				t.Fatalf("seed %d, %v of sizes %v: Go does %q, dpor %q", seed, goroutines, sizes, saw, possible)
			}
		}
		outcomes += len(seen)
	}
	t.Logf("%d programs of %d, with %d outcomes", compared, n, outcomes)
	if compared < n/3 || outcomes < compared*5/4 {
		t.Errorf("too little is compared: %d programs of %d, with %d outcomes", compared, n, outcomes)
	}
}

// runInGo is run with goroutines and channels of Go, which begin in an order and wait at times that r draws. It ends when all of
// them have ended or wait for each other; those are then let go.
func runInGo(t *testing.T, goroutines [][]step, sizes [2]int, r *rand.Rand) (out string) {
	synctest.Test(t, func(t *testing.T) {
		c := [2]chan int{make(chan int, sizes[0]), make(chan int, sizes[1])}
		saw := make([]string, len(goroutines))
		for _, i := range r.Perm(len(goroutines)) {
			var yields []int
			for range goroutines[i] {
				yields = append(yields, r.IntN(4))
			}
			go func() {
				defer func() { _ = recover() }() // of what is let go
				for n, s := range goroutines[i] {
					for range yields[n] {
						runtime.Gosched()
					}
					saw[i] += " " + carryOutInGo(c, s, 10*i+n)
				}
			}()
		}
		synctest.Wait()
		out = strings.Join(saw, ";")
		for i := range c {
			func() {
				defer func() { _ = recover() }() // the program may have closed it
				close(c[i])
			}()
		}
	})
	return out
}

func carryOutInGo(c [2]chan int, s step, v int) string {
	this, other := c[s.on], c[1-s.on]
	switch operations[s.op] {
	case "send":
		this <- v
	case "receive":
		v, ok := <-this
		return fmt.Sprint(v, ok)
	case "close":
		close(this)
	case "try to send":
		select {
		case this <- v:
			return "true"
		default:
			return "false"
		}
	case "try to receive":
		select {
		case v, ok := <-this:
			if !ok {
				return fmt.Sprint(v, golang.OnClosed)
			}
			return fmt.Sprint(v, golang.Done)
		default:
			return fmt.Sprint(0, golang.WouldBlock)
		}
	case "select to receive":
		select {
		case v, ok := <-this:
			return fmt.Sprint(0, v, 0, ok, false)
		case v, ok := <-other:
			return fmt.Sprint(1, 0, v, false, ok)
		}
	case "select to send one of two":
		select {
		case this <- v:
			return "0"
		case <-other:
			return "1"
		case this <- -v:
			return "2"
		}
	default:
		select {
		case this <- v:
			return fmt.Sprint(0, 0, false)
		case v, ok := <-other:
			return fmt.Sprint(1, v, ok)
		}
	}
	return "."
}
