package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Number declares a parameter that is a whole number from lo to hi. A program reads it with [Values.Int].
func Number(name string, value, lo, hi int, help string) Param {
	return Param{Name: name, Default: strconv.Itoa(value), Min: lo, Max: hi, Help: help}
}

// Flag declares a parameter that is true or false. A program reads it with [Values.Bool].
func Flag(name string, value bool, help string) Param {
	return Param{Name: name, Default: strconv.FormatBool(value), Allowed: []string{"false", "true"}, Help: help}
}

// Word declares a parameter that is one of a few words. A program reads it with [Values.Word].
func Word(name, value string, allowed []string, help string) Param {
	return Param{Name: name, Default: value, Allowed: allowed, Help: help}
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
