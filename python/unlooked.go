package python

import (
	"slices"
	"strings"
)

// Unlooked is what a search that has found nothing did not look at, of what concerns the script as far as the executions so far
// show, each in a few words and with the flag that has it looked at.
func (s *Script) Unlooked() []string {
	var list []string
	names := s.known()
	if slices.ContainsFunc(names, func(name string) bool { return !strings.HasPrefix(name, watchedPrefix) }) {
		if !s.races() {
			list = append(list, "data races (--races)")
		}
		if rule := s.Rule(); rule == GIL310 || rule == GIL314 {
			list = append(list, "what threads may do to variables up to CPython 3.9 (--gil 3.9) and without a GIL (--gil free)")
		}
	}
	if s.cutOff.Load() {
		list = append(list, "that the exit ends daemons in a with statement that holds a lock, or that wait for each other (--daemons)")
	}
	if s.weak != "" {
		list = append(list, "at which points objects end of which there are weak references ("+s.weak+")")
	}
	if s.untraced != "" {
		list = append(list, "what threads do to variables of "+strings.ReplaceAll(s.untraced, ",", ", ")+" (--trace "+s.untraced+")")
	}
	return list
}

// asks notes that the script has asked for the time.
func (s *Script) asks() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = true
}

// Asked says whether it has, in some execution of this process.
func (s *Script) Asked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}
