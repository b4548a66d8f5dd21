// Package contradiction tests what a finding says of itself against what happens: it executes the schedule that fails
// and the one that passes once more, and looks in both for what the sentence about them names. It is for tests, and
// shares no code with what makes the sentence.
package contradiction

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"simrun/scheduler"
	"simrun/sim"
)

// The sentences that say what makes the difference.
var (
	reordering  = regexp.MustCompile(`^It fails if (.+) \(step (\d+)\) comes before (.+?)(?: \(step (\d+)\))?; the other way round it passes\.$`)
	alternative = regexp.MustCompile(`^It fails if (.+) comes next in step (\d+); if (.+) does, it passes\.$`)
	value       = regexp.MustCompile(`^It fails if (.+)'s choice (?:number (\d+) )?(?:in step (\d+)|before the first step) is (\d+); with (\d+) it passes\.$`)
)

// Of is what is wrong with what is said of a finding; nil if it is true. There may be no sentence: then nothing is wrong.
func Of(p sim.Program, o scheduler.Options, f *scheduler.Finding) error {
	if f.Why == "" {
		return nil
	}
	fails := func(x sim.Failure) bool { return x.Kind == f.Kind && x.Where == f.Where }
	if failures, err := again(p, o, f.Token.Config(), f.Trace); err != nil || !slices.ContainsFunc(failures, fails) {
		return fmt.Errorf("the schedule does not fail in this way, but with %v (%v)", failures, err)
	}
	if failures, err := again(p, o, f.Token.Config(), f.Passing); err != nil || len(failures) > 0 {
		return fmt.Errorf("the schedule that passes fails with %v (%v)", failures, err)
	}
	both := &pair{f.Trace, f.Passing}
	if m := alternative.FindStringSubmatch(f.Why); m != nil {
		return both.alternative(m[1], number(m[2]), m[3])
	}
	if m := value.FindStringSubmatch(f.Why); m != nil {
		step := -1
		if m[3] != "" {
			step = number(m[3])
		}
		return both.value(m[1], max(number(m[2]), 1), m[2] == "", step, number(m[4]), number(m[5]))
	}
	if m := reordering.FindStringSubmatch(f.Why); m != nil {
		return both.reordering(m[1], number(m[2]), m[3], number(m[4]))
	}
	return errors.New("the sentence has another form")
}

// number is that of digits, 0 if there are none.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// pair is an execution that fails, and the one that passes beside it.
type pair struct{ failing, passing *sim.Trace }

// alternative: the two are alike up to a step, in which one has the first deed, the other one the second.
func (p *pair) alternative(first string, step int, second string) error {
	f, q := stepOf(p.failing, step), stepOf(p.passing, step)
	if f < 0 || q != f {
		return fmt.Errorf("step %d is event %d where it fails, and %d where it passes", step, f, q)
	}
	for i := range f {
		if a, b := p.failing.Events[i], p.passing.Events[i]; a.Thread != b.Thread || a.Op != b.Op || a.Object != b.Object || a.Note != b.Note {
			return fmt.Errorf("they part before, in step %d", a.Step)
		}
	}
	// What is called so may have another number, or another task, where it passes.
	a, b := p.failing.Events[f], p.passing.Events[q]
	if !slices.Contains(deeds(p.failing, &a, a.Thread), first) || a.Thread == b.Thread {
		return fmt.Errorf("where it fails, step %d is %q", step, deeds(p.failing, &a, a.Thread))
	}
	if !slices.Contains(deeds(p.failing, &b, b.Thread), second) {
		return fmt.Errorf("where it passes, step %d is %q", step, deeds(p.failing, &b, b.Thread))
	}
	return nil
}

// value: the two are alike up to a value that a thread is given.
func (p *pair) value(who string, n int, only bool, step, fails, passes int) error {
	at := -1
	for i, c := range p.failing.Chosen {
		s := -1
		if c.Event >= 0 {
			s = p.failing.Events[c.Event].Step
		}
		if s != step || !slices.Contains(names(p.failing, c.Thread), who) {
			continue
		}
		if n--; n == 0 {
			at = i
		} else if n < 0 && only {
			return fmt.Errorf("%s chooses several times in step %d", who, step)
		}
	}
	if at < 0 || at >= len(p.passing.Chosen) {
		return fmt.Errorf("%s does not choose in step %d in both", who, step)
	}
	if !slices.Equal(p.failing.Chosen[:at], p.passing.Chosen[:at]) {
		return errors.New("they choose other values before")
	}
	f, q := p.failing.Chosen[at], p.passing.Chosen[at]
	if f.Value != fails || q.Value != passes || f.Thread != q.Thread || f.Event != q.Event {
		return fmt.Errorf("it is %v where it fails, and %v where it passes", f, q)
	}
	for i := range f.Event {
		if a, b := p.failing.Events[i], p.passing.Events[i]; a.Thread != b.Thread || a.Op != b.Op {
			return fmt.Errorf("they part before, in step %d", a.Step)
		}
	}
	return nil
}

// reordering: the first comes before the second where it fails, and the other way round where it passes. Which of
// several that are called so is meant is known from how often it was done before.
func (p *pair) reordering(first string, step int, second string, other int) error {
	a := within(p.failing, named(p.failing, first), step)
	if a < 0 {
		return fmt.Errorf("where it fails, step %d is not %s", step, first)
	}
	seconds := named(p.failing, second)
	b := slices.IndexFunc(seconds, func(i int) bool { return i > a })
	switch {
	case other == 0 && b >= 0:
		return fmt.Errorf("where it fails, %s comes in step %d, which is not said", second, p.failing.Events[seconds[b]].Step)
	case other == 0:
		b = len(seconds)
	default:
		i := within(p.failing, seconds, other)
		if i < a {
			return fmt.Errorf("where it fails, step %d is not %s, or does not come after step %d", other, second, step)
		}
		b = slices.Index(seconds, i)
	}
	x, y := p.counterparts(first), p.counterparts(second)
	n := slices.Index(named(p.failing, first), a)
	if n >= len(x) || b >= len(y) || y[b] >= x[n] {
		return fmt.Errorf("where it passes: %s is event %v, of which number %d is meant, and %s %v, number %d", first, x, n, second, y, b)
	}
	return p.sameValues()
}

// sameValues: where the order of two deeds is said to make the difference, no value does.
func (p *pair) sameValues() error {
	for t := range p.failing.Threads {
		f, q := valuesOf(p.failing, t), valuesOf(p.passing, p.counterpart(t))
		if n := min(len(f), len(q)); !slices.Equal(f[:n], q[:n]) {
			return fmt.Errorf("%s is given the values %v where it fails, and %v where it passes", p.failing.Threads[t].Name, f, q)
		}
	}
	return nil
}

func valuesOf(t *sim.Trace, thread int) (list []int) {
	for _, c := range t.Chosen {
		if c.Thread == thread {
			list = append(list, c.Value)
		}
	}
	return list
}
