package hang

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"simrun/properties"
	"simrun/sim"
)

// Search looks for executions that end as a dump says: nobody can go on, and each thread stands at a line of the dump. Which one
// stands where is not compared, because names differ between processes.
type Search struct {
	want []Line
	own  func(file string) string // the path of a file of the program from the script's folder; empty if it is none

	mu     sync.Mutex
	others map[string]bool // where threads stood that hang otherwise
}

// NewSearch makes one for the lines of a dump.
func NewSearch(lines []Line, own func(file string) string) *Search {
	return &Search{want: sorted(lines), own: own, others: map[string]bool{}}
}

// Name is a few words.
func (s *Search) Name() string { return "does not hang so" }

// Check fails an execution that ends so, as [properties.NoDeadlock] does.
func (s *Search) Check(x *sim.Execution) *sim.Failure {
	f := properties.NoDeadlock.Check(x)
	if f == nil {
		return nil
	}
	var lines []Line
	for _, t := range x.Blocked() {
		from := t.Pending().From()
		if file := s.own(from.File); file != "" {
			lines = append(lines, Line{file, from.Line})
		} else {
			lines = append(lines, Line{})
		}
	}
	if lines = sorted(lines); slices.Equal(lines, s.want) {
		return f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.others[join(lines)] = true
	return nil
}

// Others are the other ways to hang that were met, each as the lines at which its threads stand.
func (s *Search) Others() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []string{}
	for lines := range s.others {
		list = append(list, lines)
	}
	slices.Sort(list)
	return list
}

func sorted(lines []Line) []Line {
	lines = slices.Clone(lines)
	slices.SortFunc(lines, func(a, b Line) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Number, b.Number)) })
	return lines
}

func join(lines []Line) string {
	words := make([]string, len(lines))
	for i, l := range lines {
		words[i] = l.String()
	}
	return strings.Join(words, ", ")
}
