package properties

import (
	"slices"

	"simrun/sim"
)

// detector is a key under which a world notes that its program made a detector of its own.
type detector string

// LooksFor notes that the program of this world looks for failures of a kind by itself, so that [Unchecked] does not name it.
func LooksFor(w *sim.World, kind string) { w.Local(detector(kind), func() any { return true }) }

// isLookedFor says whether it is, at the end of an execution.
func isLookedFor(w *sim.World, kind string) bool {
	return w.Local(detector(kind), func() any { return false }).(bool)
}

// unchecked is what the properties of [Default] do not look at, and the kinds of the objects that it concerns.
var unchecked = []struct {
	what     string
	property sim.Property // nil if only a program can make the check
	kind     string       // of failures, for a check that the program makes itself
	objects  []string
}{
	{"exceptions that nobody reads (properties.NoUnreadException)", NoUnreadException, "exception-unread", []string{"Future"}},
	{"items left in a queue on purpose (properties.NoItemLeft)", NoItemLeft, "",
		[]string{"Queue", "LifoQueue", "PriorityQueue", "SimpleQueue"}},
	{"starvation (properties.NewWaitingLine)", nil, "starvation", []string{"Lock", "RLock", "Semaphore", "BoundedSemaphore"}},
	{"data races (properties.DetectRaces)", nil, "data-race", []string{"Var"}},
}

// Unchecked names what was not looked at when a program was searched for these properties, although the program has
// objects that it concerns: in a few words each, with what looks at it. It takes the objects, and what the program looks
// for by itself, from one execution that has ended.
func Unchecked(x *sim.Execution, checked []sim.Property) []string {
	var list []string
	for _, u := range unchecked {
		concerned := slices.ContainsFunc(x.World().Objects(), func(o *sim.Object) bool { return slices.Contains(u.objects, o.Kind()) })
		looked := u.property != nil && slices.Contains(checked, u.property) || isLookedFor(x.World(), u.kind)
		if concerned && !looked {
			list = append(list, u.what)
		}
	}
	return list
}
