package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"simrun/internal/suggest"
	"simrun/properties"
	"simrun/sim"
)

// The groups of entries.
const (
	tutorial   = "tutorial"
	classics   = "classics"
	benchmarks = "sctbench"
)

// Build makes the program with the parameters given, and the defaults for the others. The error says in one line which
// parameter or value is wrong and what is allowed.
func (e Entry) Build(given map[string]string) (sim.Program, []sim.Property, error) {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.ContainsFunc(e.Params, func(q Param) bool { return q.Name == name }) {
			return sim.Program{}, nil, e.unknownParam(name)
		}
	}
	v := Values{}
	p := sim.Program{Name: e.Name}
	for _, q := range e.Params {
		value, ok := given[q.Name]
		if !ok {
			value = q.Default
		}
		checked, err := q.check(value)
		if err != nil {
			return sim.Program{}, nil, fmt.Errorf("%s: %w", e.Name, err)
		}
		v[q.Name] = checked
		p.Params = append(p.Params, sim.Param{Name: q.Name, Value: checked})
	}
	main, checked := e.Program(v)
	if main == nil {
		panic(fmt.Sprintf("catalog: the program of %s is nil: return the function of its main thread", e.Name))
	}
	if checked == nil { // to check nothing would be to find nothing
		checked = properties.Default()
	}
	p.Main = main
	return p, checked, nil
}

func (e Entry) unknownParam(name string) error {
	if len(e.Params) == 0 {
		return fmt.Errorf("%s has no parameter %q: it has none at all", e.Name, name)
	}
	var names []string
	for _, q := range e.Params {
		names = append(names, q.Name)
	}
	if near := suggest.Closest(name, names); near != "" {
		return fmt.Errorf("%s has no parameter %q: did you mean %q?", e.Name, name, near)
	}
	return fmt.Errorf("%s has no parameter %q: it has %s", e.Name, name, strings.Join(names, ", "))
}
