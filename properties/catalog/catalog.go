package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"simrun/internal/suggest"
	"simrun/sim"
)

// Entry is one named program of a catalog.
type Entry struct {
	// Name is what is typed to run the program, and what its tokens name: "lock-pipeline".
	Name    string
	Group   string // heading under which it is listed: "tutorial", "classics"; may be empty
	Summary string // one line
	Params  []Param
	// Program makes the program and the properties that are checked, from values for all the parameters. The function
	// is called once for each search; the program that it returns is executed many times, and makes all its objects
	// itself. If the properties are nil they are [properties.Default].
	Program func(v Values) (func(w *sim.World), []sim.Property)
	// Switching is the weakest mode that shows what is expected; zero means call. It is the default of --switching.
	Switching sim.Switching
	// Expected says what a search shows with the default parameters.
	Expected Expected
	// Rare says that a search of usual length does not show what is expected, and that none comes to its end.
	Rare bool
}

// Param is one parameter of a program. [Number], [Flag] and [Word] make them.
type Param struct {
	Name    string
	Default string
	Help    string
	// Allowed lists the values that a word may have. If it is empty the value is a number from Min to Max.
	Allowed  []string
	Min, Max int
}

// Expected says what a search of a program shows. The zero value says nothing.
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

// Bool is the value of a parameter that is true or false.
func (v Values) Bool(name string) bool {
	b, err := strconv.ParseBool(v[name])
	if err != nil {
		panic(fmt.Sprintf("catalog: parameter %s is not declared as a flag", name))
	}
	return b
}

// Word is the value as it stands.
func (v Values) Word(name string) string {
	if _, ok := v[name]; !ok {
		panic(fmt.Sprintf("catalog: parameter %s is not declared", name))
	}
	return v[name]
}

var entries []Entry

// register adds an entry; each program's file does so at initialisation. The order of the list does not depend on it.
func register(e Entry) { entries = append(entries, e) }

// All lists the entries of simrun by group and name. The tutorial comes first, and before all others the program that
// is run if none is named.
func All() []Entry {
	list := slices.Clone(entries)
	slices.SortFunc(list, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a.Group, b.Group), strings.Compare(a.Name, b.Name))
	})
	return list
}

// rank puts first what people begin with, and last what is for comparing strategies.
func rank(e Entry) int {
	switch {
	case e.Name == "queue-pipeline":
		return 0
	case e.Group == tutorial:
		return 1
	case e.Group == benchmarks:
		return 3
	}
	return 2
}

// Lookup finds an entry of simrun.
func Lookup(name string) (Entry, error) { return Find(All(), name) }

// Find finds an entry among those given. The error names the closest one, if there is one like it.
func Find(list []Entry, name string) (Entry, error) {
	var names []string
	for _, e := range list {
		if e.Name == name {
			return e, nil
		}
		names = append(names, e.Name)
	}
	if near := suggest.Closest(name, names); near != "" {
		return Entry{}, fmt.Errorf("unknown scenario %q: did you mean %q?", name, near)
	}
	return Entry{}, fmt.Errorf("unknown scenario %q", name)
}
