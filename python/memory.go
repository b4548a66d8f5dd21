package python

import (
	"slices"
	"strings"

	"simrun/sim"
)

// memory is what executions of a script have shown that the next search of it goes by, or its report.
type memory struct {
	s     *Script
	fresh bool
	rule  GIL
}

// How the words of a memory begin: a variable that threads share, what was done with what lies outside of the process, and
// that the exit has ended a daemon that held a lock.
const (
	sharedWord  = "shares "
	outsideWord = "outside "
	cutOffWord  = "ends a daemon"
)

// Words are all that is noted, in their order.
func (m *memory) Words() []string {
	var list []string
	names := m.s.known()
	for _, name := range names {
		list = append(list, sharedWord+name)
	}
	if outside := m.s.Outside(); outside != "" {
		list = append(list, outsideWord+outside)
	}
	if m.s.cutOff.Load() {
		list = append(list, cutOffWord)
	}
	slices.Sort(list)
	return list
}

// Recall has these words noted and no others.
func (m *memory) Recall(words []string) sim.Program {
	s := m.s
	s.mu.Lock()
	s.shared, s.outside = map[string]bool{}, ""
	for _, word := range words {
		if name, is := strings.CutPrefix(word, sharedWord); is {
			s.shared[name] = true
		}
		if what, is := strings.CutPrefix(word, outsideWord); is && (s.outside == "" || what < s.outside) {
			s.outside = what
		}
	}
	s.mu.Unlock()
	s.cutOff.Store(slices.Contains(words, cutOffWord))
	return s.program(m.fresh, m.rule)
}
