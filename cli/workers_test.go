//go:build unix

package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"simrun/properties/catalog"
)

var everySearch = flag.Bool("workers.all", false, "compare the searches of all programs of the catalog with 1, 2 and 8 workers, not only of some")

// comparedFlags are the searches of each program: some that come to an end, and some that a limit or a finding ends.
var comparedFlags = []string{
	"--strategy dpor --executions 40000",
	"--strategy dpor --executions 777 --switching bytecode",
	"--strategy dpor --first",
	"--executions 3000",
	"--executions 3000 --first",
	"--strategy portfolio --executions 1500 --first",
	"--strategy random --executions 1500",
	"--strategy preemption-bound-1 --executions 1500",
}

// TestWorkersPrintTheSame: what explore prints as JSON does not depend on the number of workers, but for that number and
// the time.
func TestWorkersPrintTheSame(t *testing.T) {
	some := map[string]bool{
		"queue-pipeline": true, "bank-transfer-unordered": true, "barrier-phases": true, "connection-pool-timeout": true,
		"rate-limiter-at-once": true, "double-checked-init-early": true,
	}
	cost := map[string]time.Duration{}
	for _, e := range catalog.All() {
		if !*everySearch && !some[e.Name] {
			continue
		}
		for _, flags := range comparedFlags {
			if !*everySearch && strings.Contains(flags, "40000") {
				continue
			}
			one := exploreWith(t, e.Name, flags, "1", cost)
			for _, workers := range []string{"2", "8"} {
				if many := exploreWith(t, e.Name, flags, workers, cost); !reflect.DeepEqual(one, many) {
					t.Errorf("explore %s %s: with %s workers\n%v\nwith one\n%v", e.Name, flags, workers, many, one)
				}
			}
		}
	}
	t.Logf("processor time by the number of workers: %v", cost)
	if *everySearch && (cost["2"] > cost["1"]*6/5 || cost["8"] > cost["1"]*6/5) {
		t.Errorf("more than 1.2 times that of one worker")
	}
}

// exploreWith is the object that explore prints, without what may differ. It adds the processor time.
func exploreWith(t *testing.T, name, flags, workers string, cost map[string]time.Duration) map[string]any {
	t.Helper()
	var out, errors bytes.Buffer
	runtime.GC() // what the search before has left is not this one's
	before := processorTime()
	args := append([]string{"explore", name, "--json", "--progress", "none", "--workers", workers}, strings.Fields(flags)...)
	newApp("simrun", catalog.All(), nil, &out, &errors).run(args)
	cost[workers] += processorTime() - before
	var result map[string]any
	if err := json.Unmarshal(out.Bytes(), &result); err != nil {
		t.Fatalf("explore %s: %v: %s", name, err, &errors)
	}
	delete(result, "workers")
	delete(result, "elapsed_seconds")
	return result
}

// processorTime is what the process has used.
func processorTime() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
