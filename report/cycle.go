package report

import (
	"slices"
	"strings"
)

// cycle finds threads that wait for each other, as indexes of groups: each waits for a thread of the next.
func (s *scene) cycle(groups []group) []int {
	from := make([]int, len(groups)) // 1 + the group from which the search came there
	for start := range groups {
		var path []int
		for at := start; ; {
			if from[at] == start+1 {
				return path[slices.Index(path, at):]
			}
			if from[at] != 0 { // it leads to no cycle
				break
			}
			from[at] = start + 1
			path = append(path, at)
			g := groups[at]
			next, waits := 0, false
			if len(g.others) == 1 && !g.only {
				next, waits = s.groupOf[g.others[0]]
			}
			if !waits {
				break
			}
			at = next
		}
	}
	return nil
}

// knot finds threads each of which waits for several others, all of which wait in the end for it, as the workers of a
// pool do that wait for tasks that only they could run: the first strongly connected component that has an edge (Tarjan,
// Depth-First Search and Linear Graph Algorithms, SIAM J. Comput. 1, 1972).
func (s *scene) knot(groups []group) []int {
	next := make([][]int, len(groups))
	for i, g := range groups {
		for _, t := range g.others {
			if j, waits := s.groupOf[t]; waits && !g.only && !(len(next[i]) > 0 && next[i][len(next[i])-1] == j) {
				next[i] = append(next[i], j)
			}
		}
	}
	var best, stack []int
	number, low := make([]int, len(groups)), make([]int, len(groups))
	visited := 0
	var visit func(i int)
	visit = func(i int) {
		visited++
		number[i], low[i] = visited, visited
		stack = append(stack, i)
		for _, j := range next[i] {
			if number[j] == 0 {
				visit(j)
			}
			low[i] = min(low[i], low[j]) // of a component that is complete it is infinite
		}
		if low[i] < number[i] {
			return
		}
		at := slices.Index(stack, i)
		component := slices.Sorted(slices.Values(stack[at:]))
		stack = stack[:at]
		for _, j := range component {
			low[j] = len(groups) + 1
		}
		if (len(component) > 1 || slices.Contains(next[i], i)) && (best == nil || component[0] < best[0]) {
			best = component
		}
	}
	for i := range groups {
		if number[i] == 0 {
			visit(i)
		}
	}
	return best
}

// mostInCycle is how many threads of a cycle are followed before the last one, which closes it: the list of what waits has all.
const mostInCycle = 4

// describeCycle goes round: each holds what the one before waits for.
func (s *scene) describeCycle(groups []group, cycle []int) []string {
	var parts []string
	var threads []int
	in := map[int]bool{}
	for _, i := range cycle {
		in[i] = true
		g := groups[i]
		parts = append(parts, s.who(g)+" "+s.waitsIn(g))
		threads = append(threads, g.threads...)
	}
	if len(parts) > mostInCycle+1 {
		parts = append(slices.Clone(parts[:mostInCycle]), "and so on", parts[len(parts)-1])
	}
	out := []string{sentence(strings.Join(parts, "; "))}
	if len(cycle) > 1 {
		out[0] = s.list(threads) + " wait for each other: " + out[0]
	} else if len(groups[cycle[0]].threads) > 1 {
		out[0] = strings.ToUpper(s.thread()[:1]) + s.thread()[1:] + "s wait for each other: " + out[0]
	}
	var later []string
	for i, g := range groups {
		if !in[i] {
			later = append(later, s.who(g)+" "+s.waitsIn(g))
		}
	}
	if len(later) > 0 {
		out = append(out, sentence(list(later)))
	}
	return out
}
