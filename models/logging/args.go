package logging

import (
	"fmt"
	"strings"
	"time"

	"simrun/sim"
)

// plain says whether the arguments are shown without code of the program.
func plain(args []any) bool {
	for _, a := range args {
		switch a.(type) {
		case nil, bool, string, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64,
			time.Duration, Level, *sim.Exception, *sim.SystemExit:
		default:
			return false
		}
	}
	return true
}

// shown are the arguments with those that know their own text replaced by what shows it; what their code raises comes
// into the variable, because package fmt would print it.
func shown(args []any, raised *any) []any {
	list := make([]any, len(args))
	for i, a := range args {
		switch a.(type) {
		case fmt.Formatter, error, fmt.Stringer:
			list[i] = &argument{value: a, raised: raised}
		default:
			list[i] = a
		}
	}
	return list
}

// argument is a value whose text comes from code of the program.
type argument struct {
	value  any
	text   string // what it was last
	raised *any   // by one of the arguments so far
}

// Format calls that code where CPython would call __str__.
func (a *argument) Format(f fmt.State, verb rune) {
	if *a.raised != nil {
		return
	}
	defer func() {
		if r := recover(); r != nil {
			*a.raised = r
		}
	}()
	switch v := a.value.(type) {
	case fmt.Formatter:
		v.Format(f, verb)
		return
	case error:
		a.text = v.Error()
	case fmt.Stringer:
		if !strings.ContainsRune("svqxX", verb) {
			fmt.Fprintf(f, fmt.FormatString(f, verb), a.value)
			return
		}
		a.text = v.String()
	}
	fmt.Fprintf(f, fmt.FormatString(f, verb), a.text)
}

// showAll shows arguments without code of the program: CPython would call their __repr__.
func showAll(args []any) string {
	words := make([]string, len(args))
	for i, a := range args {
		if words[i] = fmt.Sprintf("%T", a); plain([]any{a}) {
			words[i] = fmt.Sprint(a)
		}
	}
	return "[" + strings.Join(words, " ") + "]"
}

// isException says whether what was raised is what CPython reports in place of the line. SystemExit and
// KeyboardInterrupt go through to who logs.
func isException(raised any) bool {
	switch e := raised.(type) {
	case *sim.SystemExit:
		return false
	case *sim.Exception:
		return e.Type != "KeyboardInterrupt"
	}
	return true
}
