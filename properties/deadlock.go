package properties

import (
	"slices"
	"strings"

	"simrun/sim"
)

// NoDeadlock holds unless threads are left that wait for each other, or for something that nobody is left to do. The
// message says of each of them what it waits in and for whom. Its kind is "deadlock".
var NoDeadlock sim.Property = &check{name: "no deadlock", look: noDeadlock}

func noDeadlock(x *sim.Execution) *sim.Failure {
	if x.End != sim.Deadlock {
		return nil
	}
	blocked := x.Blocked()
	return &sim.Failure{Kind: "deadlock", Message: describeDeadlock(blocked), Where: standing(blocked)}
}

// describeDeadlock says what each thread waits in, the causes before the consequences, and then who waits for whom.
func describeDeadlock(blocked []*sim.Thread) string {
	var causes, rest []string
	for _, t := range blocked {
		if isCause(t, blocked) {
			causes = append(causes, who(t)+" "+waitsIn(t))
		} else {
			rest = append(rest, who(t)+" "+waitsIn(t))
		}
	}
	text := strings.Join(append(causes, rest...), "; ")
	if chains := waitChains(blocked); len(chains) > 0 {
		text += " (" + strings.Join(chains, ", ") + ")"
	}
	return text
}

// isCause says whether t waits for no other thread of the list, or for one that waits for t in the end: the others only
// wait for such threads.
func isCause(t *sim.Thread, blocked []*sim.Thread) bool {
	next := nextOf(t, blocked)
	for range blocked {
		if next == nil || next == t {
			break
		}
		next = nextOf(next, blocked)
	}
	return next == t || nextOf(t, blocked) == nil
}

// nextOf is the first thread of the list that t waits for, itself only if there is no other; nil if there is none.
func nextOf(t *sim.Thread, blocked []*sim.Thread) *sim.Thread {
	var next *sim.Thread
	for _, other := range t.WaitingFor() {
		if slices.Contains(blocked, other) && (next == nil || next == t) {
			next = other
		}
	}
	return next
}

// waitChains follows the threads from one to the next that it waits for: "MainThread → consumer". A chain that comes
// back to a thread ends there, and is given once.
func waitChains(blocked []*sim.Thread) []string {
	var chains []string
	seen := make(map[*sim.Thread]bool, len(blocked)) // looked up only
	follow := func(t *sim.Thread) {
		names := []string{who(t)}
		seen[t] = true
		for next := nextOf(t, blocked); next != nil; next = nextOf(next, blocked) {
			names = append(names, who(next))
			if seen[next] {
				break
			}
			seen[next] = true
		}
		if len(names) > 1 {
			chains = append(chains, strings.Join(names, " → "))
		}
	}
	for _, t := range blocked {
		if !waitedFor(t, blocked) {
			follow(t)
		}
	}
	for _, t := range blocked { // what is left goes round in a circle
		if !seen[t] {
			follow(t)
		}
	}
	return chains
}

// waitedFor says whether another thread of the list waits for t.
func waitedFor(t *sim.Thread, blocked []*sim.Thread) bool {
	return slices.ContainsFunc(blocked, func(other *sim.Thread) bool { return nextOf(other, blocked) == t })
}
