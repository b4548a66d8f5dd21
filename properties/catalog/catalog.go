package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"simrun/sim"
)

// Entry is one named program of the catalog.
type Entry struct {
	Name    string
	Group   string // heading under which it is listed: "tutorial", "classics"
	Summary string // one line
	Params  []Param
	// Program makes the program and the properties that are checked, from values for all the parameters.
	Program func(v Values) (func(w *sim.World), []sim.Property)
	// Expected says what a search shows with the default parameters.
	Expected Expected
}

// Param is one parameter of a program.
type Param struct {
	Name    string
	Default string
	Help    string
	// Allowed lists the values that a word may have. If it is empty the value is a number from Min to Max.
	Allowed  []string
	Min, Max int
}

// Expected says what a search of a program shows.
type Expected struct {
	Kinds []string // of the findings, in alphabetical order; empty: it passes an exhaustive search
	Note  string   // what it teaches, one line
}

// Values are the parameters of one program: checked, and complete.
type Values map[string]string

// Int is the value of a number.
func (v Values) Int(name string) int {
	n, err := strconv.Atoi(v[name])
	if err != nil {
		panic(fmt.Sprintf("catalog: parameter %s is not declared as a number", name))
	}
	return n
}

// Bool is the value of a parameter whose allowed values are "true" and "false".
func (v Values) Bool(name string) bool { return v[name] == "true" }

// Word is the value as it stands.
func (v Values) Word(name string) string { return v[name] }

var entries []Entry

// register adds an entry; each program's file does so at initialisation. The order of the list does not depend on it.
func register(e Entry) { entries = append(entries, e) }

// All lists the entries by group and name; the tutorial comes first.
func All() []Entry {
	list := slices.Clone(entries)
	slices.SortFunc(list, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(rank(a.Group), rank(b.Group)), strings.Compare(a.Group, b.Group), strings.Compare(a.Name, b.Name))
	})
	return list
}

// rank puts the group with which people begin first.
func rank(group string) int {
	if group == tutorial {
		return 0
	}
	return 1
}

// Lookup finds an entry. The error names the closest one, if there is one like it.
func Lookup(name string) (Entry, error) {
	var names []string
	for _, e := range All() {
		if e.Name == name {
			return e, nil
		}
		names = append(names, e.Name)
	}
	if near := closest(name, names); near != "" {
		return Entry{}, fmt.Errorf("unknown scenario %q: did you mean %q?", name, near)
	}
	return Entry{}, fmt.Errorf("unknown scenario %q: \"simrun list\" shows those there are", name)
}
