package properties

import (
	"fmt"
	"strings"
	"unicode"

	"simrun/sim"
)

// NoUncaughtException holds unless an exception ended a thread, or reached threading.excepthook. Its kind is
// "uncaught-exception". An exception of a task that an executor runs is kept in its future: see [NoUnreadException].
var NoUncaughtException sim.Property = &check{name: "no uncaught exception", look: noUncaughtException}

func noUncaughtException(x *sim.Execution) *sim.Failure {
	if len(x.Uncaught) == 0 {
		return nil
	}
	var f findings
	for _, u := range x.Uncaught {
		text := x.World().Show(u.Value)
		f.add(fmt.Sprintf("%s: %s", Who(u.Thread), text), task(u.Thread)+": "+withoutValues(text))
	}
	return f.failure("uncaught-exception")
}

// withoutValues has no numbers, and nothing of what stands in brackets: lists, tuples and the like of values.
func withoutValues(text string) string {
	var b strings.Builder
	var closing []rune // of the brackets that are open
	for _, r := range text {
		switch at := strings.IndexRune("[({", r); {
		case at >= 0:
			if len(closing) == 0 {
				b.WriteRune(r)
			}
			closing = append(closing, []rune("])}")[at])
		case len(closing) > 0 && r == closing[len(closing)-1]:
			if closing = closing[:len(closing)-1]; len(closing) == 0 {
				b.WriteRune(r)
			}
		case len(closing) == 0:
			b.WriteRune(r)
		}
	}
	return withoutNumbers(b.String())
}

// withoutNumbers replaces each number by #, so that a text that names a value tells nothing apart by it.
func withoutNumbers(text string) string {
	var b strings.Builder
	in := false
	for _, r := range text {
		switch {
		case !unicode.IsDigit(r):
			b.WriteRune(r)
		case !in:
			b.WriteByte('#')
		}
		in = unicode.IsDigit(r)
	}
	return b.String()
}
