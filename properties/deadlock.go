package properties

import (
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
	next := nexts(blocked)
	round := inCircles(blocked, next)
	for _, t := range blocked {
		if next[t] == nil || round[t] {
			causes = append(causes, Who(t)+" "+waitsIn(t))
		} else {
			rest = append(rest, Who(t)+" "+waitsIn(t))
		}
	}
	text := strings.Join(append(causes, rest...), "; ")
	if chains := waitChains(blocked, next); len(chains) > 0 {
		text += " (" + strings.Join(chains, ", ") + ")"
	}
	return text
}

// nexts is, of each thread of the list, the first other one of the list that it waits for; itself only if there is no
// other, and nil if there is none.
func nexts(blocked []*sim.Thread) map[*sim.Thread]*sim.Thread {
	listed := make(map[*sim.Thread]bool, len(blocked)) // looked up only, as the others
	for _, t := range blocked {
		listed[t] = true
	}
	next := make(map[*sim.Thread]*sim.Thread, len(blocked))
	for _, t := range blocked {
		for _, other := range t.WaitingFor() {
			if listed[other] && (next[t] == nil || next[t] == t) {
				next[t] = other
			}
		}
	}
	return next
}

// inCircles are the threads that wait for themselves in the end: the others only wait for such threads.
func inCircles(blocked []*sim.Thread, next map[*sim.Thread]*sim.Thread) map[*sim.Thread]bool {
	round := map[*sim.Thread]bool{}
	visited := make(map[*sim.Thread]int, len(blocked)) // the number of the walk that came there first
	for i, t := range blocked {
		for ; t != nil && visited[t] == 0; t = next[t] {
			visited[t] = i + 1
		}
		if t == nil || visited[t] != i+1 {
			continue
		}
		for !round[t] {
			round[t] = true
			t = next[t]
		}
	}
	return round
}

// waitChains follows the threads from one to the next that it waits for: "MainThread → consumer". A chain that comes
// back to a thread ends there, and is given once.
func waitChains(blocked []*sim.Thread, next map[*sim.Thread]*sim.Thread) []string {
	var chains []string
	seen := make(map[*sim.Thread]bool, len(blocked)) // looked up only
	follow := func(t *sim.Thread) {
		names := []string{Who(t)}
		seen[t] = true
		for other := next[t]; other != nil; other = next[other] {
			names = append(names, Who(other))
			if seen[other] {
				break
			}
			seen[other] = true
		}
		if len(names) > 1 {
			chains = append(chains, strings.Join(names, " → "))
		}
	}
	waitedFor := make(map[*sim.Thread]bool, len(blocked))
	for _, t := range blocked {
		waitedFor[next[t]] = true
	}
	for _, t := range blocked {
		if !waitedFor[t] {
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
