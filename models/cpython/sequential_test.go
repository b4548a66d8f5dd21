//go:build cpython

package cpython

import (
	"maps"
	"regexp"
	"slices"
	"testing"
)

// sequentialSeeds is how many programs of each class there are.
const sequentialSeeds = 60

// sequentialClasses are programs of one thread, which calls with all kinds of arguments.
var sequentialClasses = slices.Concat(sequentialLocks, sequentialSynchronizers, sequentialQueues, sequentialFutures, sequentialThreads, sequentialLogging)

// TestSequential compares what one thread sees of its objects, call by call: results, exceptions and their texts. CPython runs each
// program once.
func TestSequential(t *testing.T) {
	if minor := needPython(t); minor < 13 {
		t.Skipf("the texts are those of 3.13, and this is 3.%d", minor)
	}
	for i := range sequentialClasses {
		c := &sequentialClasses[i]
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(sequentialSeeds) {
				c.seeds = append(c.seeds, seed)
			}
			programs := c.programs()
			for i, shown := range python(t, script(programs, 1)) {
				p := programs[i]
				model := alike(p.outcomes(t))
				if _, strange := coverage(model, map[string]int{alike(slices.Collect(maps.Keys(shown)))[0]: 1}); len(strange) > 0 {
					t.Errorf("CPython shows\n%s\nand the model has\n%q\n%s", strange[0], model, p.source("program"))
				}
			}
		})
	}
}

// report is what CPython prints, and the model logs; location where an object is, or what it is called.
var (
	report   = regexp.MustCompile(` \[(Exception in thread|Traceback|AttributeError:|Future \w+ in unexpected state)[^\]]*\]| \w+ raised AttributeError: .*`)
	location = regexp.MustCompile(` at \w+ `)
)

// alike leaves out of outcomes what may differ.
func alike(outcomes []string) []string {
	for i, o := range outcomes {
		outcomes[i] = location.ReplaceAllString(report.ReplaceAllString(o, ""), " at … ")
	}
	return outcomes
}
