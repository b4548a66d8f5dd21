package catalog_test

import (
	"testing"

	"simrun/properties/catalog"
	"simrun/sim"
)

// nothing is a program that does nothing.
func nothing(catalog.Values) (func(*sim.World), []sim.Property) { return func(*sim.World) {}, nil }

func TestCheck(t *testing.T) {
	entry := func(name string, params ...catalog.Param) catalog.Entry {
		return catalog.Entry{Name: name, Params: params, Program: nothing}
	}
	for _, c := range []struct {
		list []catalog.Entry
		want string
	}{
		{nil, `the catalog is empty: give it an entry`},
		{[]catalog.Entry{entry("a"), {Program: nothing}}, `entry 2 has no name: give it one, such as "two-locks"`},
		{[]catalog.Entry{entry("two locks")}, `entry 1 has the name "two locks", which cannot be typed as one word: want one such as "two-locks"`},
		{[]catalog.Entry{entry("-x")}, `entry 1 has the name "-x", which cannot be typed as one word: want one such as "two-locks"`},
		{[]catalog.Entry{entry("x=y")}, `entry 1 has the name "x=y", which cannot be typed as one word: want one such as "two-locks"`},
		{[]catalog.Entry{entry("a\n")}, `entry 1 has the name "a\n", which cannot be typed as one word: want one such as "two-locks"`},
		{[]catalog.Entry{entry("a"), entry("b"), entry("a")}, `the catalog has "a" twice, as its entries 1 and 3: a token could not tell them apart`},
		{[]catalog.Entry{{Name: "a"}}, `a of the catalog: it has no Program: give the function that makes it`},
		{[]catalog.Entry{entry("a", catalog.Number("n", 9, 1, 8, ""))}, `a of the catalog: the default n="9" is not allowed: want a number from 1 to 8`},
		{[]catalog.Entry{entry("a", catalog.Number("n", 5, 8, 1, ""))}, `a of the catalog: the parameter n allows no number: it is to be from 8 to 1`},
		{[]catalog.Entry{entry("a", catalog.Word("w", "c", []string{"a", "b"}, ""))}, `a of the catalog: the default w="c" is not allowed: want a or b`},
		{[]catalog.Entry{entry("a", catalog.Flag("f", true, ""), catalog.Flag("f", true, ""))}, `a of the catalog: it has the parameter "f" twice`},
		{[]catalog.Entry{entry("a", catalog.Param{})}, `a of the catalog: parameter 1 has no name: give it one, such as "two-locks"`},
		{[]catalog.Entry{entry("a", catalog.Flag("f", true, ""), catalog.Number("n", -1, -1, -1, ""))}, ``},
		{catalog.All(), ``},
	} {
		got := ""
		if err := catalog.Check(c.list); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// Properties that are nil are the usual ones: a program whose author forgot them must not pass for that.
func TestNilPropertiesAreTheUsualOnes(t *testing.T) {
	for _, c := range []struct {
		given []sim.Property
		want  int
	}{{nil, 3}, {[]sim.Property{}, 0}} {
		e := catalog.Entry{Name: "a", Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
			return func(*sim.World) {}, c.given
		}}
		if _, properties, err := e.Build(nil); err != nil || len(properties) != c.want {
			t.Errorf("%d properties, want %d: %v", len(properties), c.want, err)
		}
	}
}

// A parameter is only to be had as what it was declared as.
func TestValues(t *testing.T) {
	v := catalog.Values{"n": "3", "f": "true", "w": "x"}
	if v.Int("n") != 3 || !v.Bool("f") || v.Word("w") != "x" {
		t.Error(v)
	}
	for name, f := range map[string]func(){
		"a word as a number": func() { v.Int("w") }, "a number as a flag": func() { v.Bool("n") }, "nothing": func() { v.Word("m") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
