package gotest_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// small is a test of two goroutines with a lock, a channel, a select and a WaitGroup, and one that does nothing.
const small = `package small

import (
	"sync"
	"testing"
)

func TestSmall(t *testing.T) {
	var mu sync.Mutex
	var workers sync.WaitGroup
	jobs, stop, sum := make(chan int, 1), make(chan bool), 0
	for range 2 {
		workers.Go(func() {
			for {
				select {
				case n := <-jobs:
					mu.Lock()
					sum += n
					mu.Unlock()
				case <-stop:
					return
				}
			}
		})
	}
	jobs <- 1
	jobs <- 2
	close(stop)
	workers.Wait()
}

func TestNothing(t *testing.T) {}
`

// BenchmarkSmall compares, in processor time, a random execution of a small Go test with one of the lock pipeline of the
// catalog, on sim's own threads; and what simrun gotest takes more than go test where both have been built. Each is the median
// of rounds in which both have their turn.
//
//	go test ./gotest -run '^$' -bench Small -benchtime 5x
func BenchmarkSmall(b *testing.B) {
	dir := b.TempDir()
	write(b, filepath.Join(dir, "go.mod"), "module small\n\ngo 1.25\n")
	write(b, filepath.Join(dir, "small_test.go"), small)
	buildCommand(b)
	const more = 20_000
	timed := func(args ...string) (processor, wall time.Duration) {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		begin := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %v\n%s", args, err, out)
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), time.Since(begin)
	}
	each := func(args ...string) time.Duration { // what an execution takes, without what a command takes
		args = append([]string{command}, args...)
		few, _ := timed(append(args, "--executions=1000")...)
		many, _ := timed(append(args, fmt.Sprintf("--executions=%d", 1000+more))...)
		return (many - few) / more
	}
	var test, model, ratio, start, busy []time.Duration
	timed(command, "gotest", "--no-store", ".") // builds
	timed("go", "test", ".")
	for b.Loop() {
		t := each("gotest", "--no-store", "--strategy=random", "--budget=10m", ".", "-run=TestSmall")
		m := each("explore", "lock-pipeline", "--strategy=random", "--budget=10m", "--workers=1")
		test, model, ratio = append(test, t), append(model, m), append(ratio, 1000*m/t)
		with, withWall := timed(command, "gotest", "--no-store", "--executions=1", ".", "-run=TestNothing")
		plain, plainWall := timed("go", "test", "-count=1", "-vet=off", ".", "-run=TestNothing")
		start, busy = append(start, withWall-plainWall), append(busy, with-plain)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(1/median(test).Seconds(), "executions/s")
	b.ReportMetric(1/median(model).Seconds(), "pipelines/s")
	b.ReportMetric(float64(median(ratio))/1000, "ratio")
	b.ReportMetric(median(start).Seconds(), "s-start")
	b.ReportMetric(median(busy).Seconds(), "s-start-processor")
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
