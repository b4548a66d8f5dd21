package simtest

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

// Preemption says that at one choice of an execution something else happens than carrying on.
type Preemption struct {
	At int // number of the choice, from 0
	// To picks among the other alternatives: 1 is the first of them, and so on, round and round. 0 carries on.
	To int
}

// Schedule is the list of the preemptions of one execution; everywhere else it carries on. Leaving one out leaves the
// others as they are, so a schedule shrinks by deletion. The zero value has no preemption at all.
type Schedule []Preemption

// String writes it as "3>1 17>2": at choice 3 the first other alternative, at choice 17 the second.
func (s Schedule) String() string {
	var parts []string
	for _, p := range s {
		parts = append(parts, fmt.Sprintf("%d>%d", p.At, p.To))
	}
	return strings.Join(parts, " ")
}

// GoString is what rapid shows of it.
func (s Schedule) GoString() string { return "simtest.Schedule{" + s.String() + "}" }

// Scheduler leads one execution along the schedule.
func (s Schedule) Scheduler() sim.Scheduler {
	list := slices.Clone(s)
	slices.SortStableFunc(list, func(a, b Preemption) int { return a.At - b.At })
	return &preempter{list: list}
}

// preempter is a scheduler that follows a list of preemptions, which is sorted by choice.
type preempter struct {
	list Schedule
	at   int // choices made
}

// Choose carries on except where the list says otherwise. Of several entries for one choice the first counts.
func (s *preempter) Choose(p *sim.Point) int {
	at := s.at
	s.at++
	for len(s.list) > 0 && s.list[0].At < at {
		s.list = s.list[1:]
	}
	if len(s.list) == 0 || s.list[0].At > at || s.list[0].To == 0 {
		return 0
	}
	return 1 + (s.list[0].To-1)%(p.Len()-1)
}
