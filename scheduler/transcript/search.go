package transcript

import (
	"slices"
	"strconv"
	"strings"

	"simrun/scheduler/systematic"
	"simrun/sim"
)

// transcript is the depth-first search of the executions whose log begins with given lines. It gives an execution up as
// soon as its log is another one, and where it comes to a state that was searched before: the trace so far stands for
// the state (see prefix). The random numbers of the program are choices, too, among those that the lines name and one
// that they do not, which stands for all others.
type transcript struct {
	lines    []string
	whole    bool // the log is to end with the lines
	numbers  []int
	path     systematic.Path
	prefix   systematic.Prefix
	states   map[uint64]struct{}
	seen     int // lines of this execution that were compared
	deviates bool
	given    bool // the execution was given up at a state that is known
	inputs   []int
	pending  []int // the numbers among which is to be chosen

	longest int      // lines that some execution has printed
	next    []string // what executions have printed after these, other than the transcript
	ended   bool     // one has ended there
}

// mostNext is how many ways to go on are kept.
const mostNext = 8

func newTranscript(lines []string, whole bool) *transcript {
	return &transcript{lines: lines, whole: whole, numbers: numbersIn(lines), states: map[uint64]struct{}{}}
}

// numbersIn lists the numbers in the lines in the order in which they appear, and for one at the very end those that
// begin with it, because that line may be cut off.
func numbersIn(lines []string) []int {
	var list []int
	add := func(text string) {
		if n, err := strconv.Atoi(text); err == nil && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	last := ""
	for i, line := range lines {
		words := strings.FieldsFunc(line, func(r rune) bool { return r < '0' || r > '9' })
		for _, w := range words {
			add(w)
			add("-" + w)
		}
		if i == len(lines)-1 && len(words) > 0 && strings.HasSuffix(line, words[len(words)-1]) {
			last = words[len(words)-1]
		}
	}
	for i := 0; last != "" && i < 110; i++ {
		if i < 10 {
			add(last + strconv.Itoa(i))
		} else {
			add(last + strconv.Itoa(i - 10 + 100)[1:])
		}
	}
	return list
}

// Begin goes on to the next execution.
func (s *transcript) Begin(int) bool {
	s.seen, s.deviates, s.given, s.inputs = 0, false, false, s.inputs[:0]
	s.prefix.Begin()
	return s.path.Next()
}

// Inputs are the numbers that fit the range. The list is the same in every execution, or a known state would not be one.
func (s *transcript) Inputs(lo, hi int) []int {
	fit := slices.DeleteFunc(slices.Clone(s.numbers), func(n int) bool { return n < lo || n > hi })
	for n := lo; n <= hi; n++ {
		if !slices.Contains(fit, n) {
			fit = append(fit, n)
			break
		}
	}
	s.pending = fit
	if len(fit) == 1 {
		s.inputs, s.pending = append(s.inputs, fit[0]), nil
	}
	return fit
}

// Choose goes on with the search, unless there is nothing to find here.
func (s *transcript) Choose(p *sim.Point) int {
	s.compare(p.World().Lines())
	if s.deviates {
		return sim.Stop
	}
	matched := s.seen >= len(s.lines)
	if matched && !s.whole {
		return s.carryOn(p)
	}
	if !p.IsValue() && s.path.Fresh() {
		if _, known := s.states[s.prefix.State()]; known {
			s.given = true
			return sim.Stop
		}
		s.states[s.prefix.State()] = struct{}{}
	}
	rank := s.path.Take(p.Len())
	if fit := s.pending; p.IsValue() && fit != nil {
		s.pending = nil
		i := s.likeliest(fit, rank)
		s.inputs = append(s.inputs, fit[i])
		return i
	}
	return rank
}

// carryOn ends the execution without a further search: the transcript is printed.
func (s *transcript) carryOn(p *sim.Point) int {
	if fit := s.pending; p.IsValue() && fit != nil {
		s.pending = nil
		s.inputs = append(s.inputs, fit[0])
	}
	return 0
}

// likeliest orders the numbers: first the one that the transcript names next, and then in a circle.
func (s *transcript) likeliest(fit []int, rank int) int {
	first := 0
	for _, line := range s.lines[min(s.seen, len(s.lines)):] {
		named := numbersIn([]string{line + " "})
		fresh := slices.IndexFunc(fit, func(n int) bool { return slices.Contains(named, n) && !slices.Contains(s.inputs, n) })
		if fresh >= 0 {
			first = fresh
			break
		}
	}
	return (first + rank) % len(fit)
}

// Committed notes the step.
func (s *transcript) Committed(step *sim.Step) { s.prefix.Commit(step) }

// End looks at the last lines of the execution and at how it ended.
func (s *transcript) End(x *sim.Execution) {
	s.compare(x.Log)
	if !s.deviates && !s.given && (x.End == sim.Completed || x.End == sim.Deadlock || x.End == sim.Failing) && s.seen == s.longest {
		s.ended = true
	}
	s.path.End()
}

// compare compares the lines that are new.
func (s *transcript) compare(log []sim.Line) {
	for !s.deviates && s.seen < len(log) {
		text := log[s.seen].Text
		last := s.seen == len(s.lines)-1
		switch {
		case s.seen < len(s.lines) && (text == s.lines[s.seen] || last && !s.whole && strings.HasPrefix(text, s.lines[s.seen])):
			s.seen++
			if s.seen > s.longest {
				s.longest, s.next, s.ended = s.seen, nil, false
			}
		case s.seen < len(s.lines) || s.whole:
			s.deviates = true
			if s.seen == s.longest && len(s.next) < mostNext && !slices.Contains(s.next, text) {
				s.next = append(s.next, text)
			}
		default:
			return // what comes after the transcript does not matter
		}
	}
}

// printed says whether the execution is one that the transcript is of.
func (s *transcript) printed(x *sim.Execution) bool {
	if s.deviates || s.given || s.seen < len(s.lines) {
		return false
	}
	return !s.whole || x.End == sim.Completed || x.End == sim.Deadlock
}
