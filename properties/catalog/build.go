package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"simrun/sim"
)

// The groups of entries.
const (
	tutorial = "tutorial"
	classics = "classics"
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
	main, properties := e.Program(v)
	p.Main = main
	return p, properties, nil
}

func (e Entry) unknownParam(name string) error {
	if len(e.Params) == 0 {
		return fmt.Errorf("%s has no parameter %q: it has none at all", e.Name, name)
	}
	var names []string
	for _, q := range e.Params {
		names = append(names, q.Name)
	}
	if near := closest(name, names); near != "" {
		return fmt.Errorf("%s has no parameter %q: did you mean %q?", e.Name, name, near)
	}
	return fmt.Errorf("%s has no parameter %q: it has %s", e.Name, name, strings.Join(names, ", "))
}

// check returns the value in the form in which it is written everywhere: 3 for 03.
func (q Param) check(value string) (string, error) {
	if len(q.Allowed) > 0 {
		if slices.Contains(q.Allowed, value) {
			return value, nil
		}
		return "", fmt.Errorf("%s=%q is not allowed: want %s", q.Name, value, q.allows())
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < q.Min || n > q.Max {
		return "", fmt.Errorf("%s=%q is not allowed: want %s", q.Name, value, q.allows())
	}
	return strconv.Itoa(n), nil
}

// allows says which values the parameter may have.
func (q Param) allows() string {
	if len(q.Allowed) > 0 {
		return strings.Join(q.Allowed, " or ")
	}
	return fmt.Sprintf("a number from %d to %d", q.Min, q.Max)
}

// number declares a parameter that is a number.
func number(name string, value, lo, hi int, help string) Param {
	return Param{Name: name, Default: strconv.Itoa(value), Min: lo, Max: hi, Help: help}
}

// flag declares a parameter that is true or false.
func flag(name string, value bool, help string) Param {
	return Param{Name: name, Default: strconv.FormatBool(value), Allowed: []string{"false", "true"}, Help: help}
}
