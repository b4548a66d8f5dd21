//go:build cpython

package cpython

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// How often each program is repeated, and for how many seconds at most.
const (
	repetitions = 1500
	seconds     = 2.0
)

// classes are the kinds of generated programs.
var classes = slices.Concat(lockClasses, eventClasses, semaphoreClasses, barrierClasses, conditionClasses,
	queueClasses, executorClasses)

// sum adds up over parallel subtests.
type sum struct {
	sync.Mutex
	programs, runs, model, seen int
}

func (s *sum) add(runs, model, seen int) {
	s.Lock()
	defer s.Unlock()
	s.programs, s.runs, s.model, s.seen = s.programs+1, s.runs+runs, s.model+model, s.seen+seen
}

func (s *sum) String() string {
	return fmt.Sprintf("%d programs, %d runs of CPython: %d of the model's %d outcomes shown", s.programs, s.runs, s.seen, s.model)
}

// TestGenerated compares generated programs.
func TestGenerated(t *testing.T) {
	needPython(t)
	s := &sum{}
	t.Cleanup(func() { t.Log(s) })
	for i := range classes {
		c := &classes[i]
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			compare(t, c.programs(), s)
		})
	}
}

// compare searches the models of programs and repeats them in one process of CPython.
func compare(t *testing.T, programs []*program, s *sum) {
	shown := python(t, script(programs, repetitions))
	for i, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			model := p.outcomes(t)
			judge(t, p.source("program"), model, shown[i], s)
			for _, o := range model {
				if p.exact && shown[i][o] == 0 {
					t.Errorf("in %d runs CPython never shows what the model may do:\n%s", total(shown[i]), o)
				}
			}
		})
	}
}

// judge holds what CPython showed against what the model may do.
func judge(t *testing.T, source string, model []string, shown map[string]int, s *sum) {
	t.Helper()
	seen, strange := coverage(model, shown)
	s.add(total(shown), len(model), seen)
	t.Logf("CPython showed %d of %d outcomes in %d runs", seen, len(model), total(shown))
	for _, o := range strange {
		t.Errorf("CPython shows, %d times, what the model does not:\n%s", shown[o], o)
	}
	if len(strange) > 0 {
		t.Logf("the model has\n%s\n\n%s", strings.Join(model, "\n"), source)
	}
}
