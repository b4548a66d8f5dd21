package catalog

import (
	"fmt"
	"strings"
	"unicode"
)

// Check looks at a catalog that somebody else has made. The error says in one line what is wrong with the first entry
// that is, and what would be right.
func Check(list []Entry) error {
	if len(list) == 0 {
		return fmt.Errorf("the catalog is empty: give it an entry")
	}
	seen := map[string]int{}
	for i, e := range list {
		if err := checkName("entry", i, e.Name); err != nil {
			return err
		}
		if first, ok := seen[e.Name]; ok {
			return fmt.Errorf("the catalog has %q twice, as its entries %d and %d: a token could not tell them apart", e.Name, first+1, i+1)
		}
		seen[e.Name] = i
		if err := e.check(); err != nil {
			return fmt.Errorf("%s of the catalog: %w", e.Name, err)
		}
	}
	return nil
}

// checkName says whether a name can be typed as one word, and cannot be taken for anything else.
func checkName(what string, i int, name string) error {
	odd := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '=' }
	switch {
	case name == "":
		return fmt.Errorf("%s %d has no name: give it one, such as %q", what, i+1, "two-locks")
	case strings.IndexFunc(name, odd) >= 0 || name[0] == '-':
		return fmt.Errorf("%s %d has the name %q, which cannot be typed as one word: want one such as %q", what, i+1, name, "two-locks")
	}
	return nil
}

// check looks at what an entry itself says.
func (e Entry) check() error {
	if e.Program == nil {
		return fmt.Errorf("it has no Program: give the function that makes it")
	}
	seen := map[string]bool{}
	for i, q := range e.Params {
		if err := checkName("parameter", i, q.Name); err != nil {
			return err
		}
		if seen[q.Name] {
			return fmt.Errorf("it has the parameter %q twice", q.Name)
		}
		seen[q.Name] = true
		if len(q.Allowed) == 0 && q.Min > q.Max {
			return fmt.Errorf("the parameter %s allows no number: it is to be from %d to %d", q.Name, q.Min, q.Max)
		}
		if _, err := q.check(q.Default); err != nil {
			return fmt.Errorf("the default %w", err)
		}
	}
	return nil
}
