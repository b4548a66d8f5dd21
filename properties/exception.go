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
		f.add(fmt.Sprintf("%s: %s", Who(u.Thread), text), task(u.Thread)+": "+withoutNumbers(text))
	}
	return f.failure("uncaught-exception")
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
