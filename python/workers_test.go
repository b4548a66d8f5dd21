//go:build cpython

package python_test

import (
	"fmt"
	"testing"

	"simrun/scheduler"
)

// TestWorkers: two processes that share a search of every schedule out come to the totals of one, because what each of them
// is told of the steps to come is certain. A plan that is not stops the process: both sides would not believe the same.
func TestWorkers(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for n := 1; n <= some(3, 4); n++ {
			s := open(t, interpreter, "pipe_lock.py", fmt.Sprint(n))
			one := explore(t, s, scheduler.Options{Strategy: "dpor"})
			two := explore(t, s, scheduler.Options{Strategy: "dpor", Workers: 2})
			exhaustive(t, fmt.Sprintf("%d messages, 2 workers", n), two, []int{1, 2, 5, 13}[n-1])
			if one.Executions != two.Executions || one.DistinctTraces != two.DistinctTraces || one.Steps != two.Steps {
				t.Errorf("%d messages: %d executions, %d traces, %d steps with one worker, %d, %d, %d with two", n,
					one.Executions, one.DistinctTraces, one.Steps, two.Executions, two.DistinctTraces, two.Steps)
			}
		}
	})
}
