package report

import (
	"slices"
	"strings"
)

// cycle finds threads that wait for each other, as indexes of groups: each waits for a thread of the next.
func (s *scene) cycle(groups []group) []int {
	for start := range groups {
		path := []int{start}
		for {
			next := slices.IndexFunc(groups, func(h group) bool {
				g := groups[path[len(path)-1]]
				return len(g.others) == 1 && !g.only && slices.Contains(h.threads, g.others[0])
			})
			if next < 0 {
				break
			}
			if at := slices.Index(path, next); at >= 0 {
				return path[at:]
			}
			path = append(path, next)
		}
	}
	return nil
}

// knot finds threads each of which waits for several others, all of which wait in the end for it, as the workers of a
// pool do that wait for tasks that only they could run.
func knot(groups []group) []int {
	reach := make([][]bool, len(groups))
	for i, g := range groups {
		reach[i] = make([]bool, len(groups))
		for j, h := range groups {
			reach[i][j] = !g.only && slices.ContainsFunc(h.threads, func(t int) bool { return slices.Contains(g.others, t) })
		}
	}
	for k := range groups {
		for i := range groups {
			for j := range groups {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	for i := range groups {
		if reach[i][i] {
			var all []int
			for j := range groups {
				if reach[i][j] && reach[j][i] {
					all = append(all, j)
				}
			}
			return all
		}
	}
	return nil
}

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
	out := []string{sentence(strings.Join(parts, "; "))}
	if len(cycle) > 1 {
		out[0] = s.list(threads) + " wait for each other: " + out[0]
	} else if len(groups[cycle[0]].threads) > 1 {
		out[0] = "Threads wait for each other: " + out[0]
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
