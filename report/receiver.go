package report

import (
	"regexp"
	"slices"
	"strings"

	"simrun/sim"
)

// lockless are the classes of Python's library that have no object of the models of their own: what their methods touch has
// another one made, as the queue behind a logger, or the executor of an event loop, and its name would be that of the wrong thing.
var lockless = []string{"Logger", "LoggerAdapter", "QueueListener", "BaseEventLoop"}

// receiver is what the program calls a method of by that name, in its line of code: "logger" in logger.info("..."). It is empty
// if the line does not say so, or calls it of several things.
func receiver(code, method string) string {
	var found string
	for _, m := range regexp.MustCompile(`([\pL_][\pL\pN_.]*)\.`+regexp.QuoteMeta(method)+`\s*\(`).FindAllStringSubmatch(code, -1) {
		if found != "" && found != m[1] {
			return ""
		}
		found = m[1]
	}
	return found
}

// named is what an event of a call is shown as an operation of: its object, or, in a call of what has none, what the line calls so,
// or the class.
func named(t *sim.Trace, e *sim.Event) string {
	class, name, _ := strings.Cut(e.Op, ".")
	if e.Call.ObjectID >= 0 || !slices.Contains(lockless, class) {
		return e.Object
	}
	if r := receiver((&scene{Trace: t}).code(e.File, e.Line), name); r != "" {
		return r
	}
	return class
}
