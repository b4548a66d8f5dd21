package sim

import (
	"fmt"
	"strconv"
	"strings"
)

// Appendf is [fmt.Appendf]. What most lines of a log consist of, strings and whole numbers as %v, %s and %d, it writes by
// itself, because the lines are a good part of what an execution costs.
func Appendf(b []byte, format string, args ...any) []byte {
	from, rest := len(b), format
	for n := 0; ; n++ {
		i := strings.IndexByte(rest, '%')
		if i < 0 && n == len(args) {
			return append(b, rest...)
		}
		if i < 0 || i+1 == len(rest) || n == len(args) {
			break // a mistake of the caller, or "%%": fmt says so
		}
		b = append(b, rest[:i]...)
		verb := rest[i+1]
		if x, ok := args[n].(int); ok && (verb == 'v' || verb == 'd') {
			b = strconv.AppendInt(b, int64(x), 10)
		} else if x, ok := args[n].(string); ok && (verb == 'v' || verb == 's') {
			b = append(b, x...)
		} else {
			break
		}
		rest = rest[i+2:]
	}
	return fmt.Appendf(b[:from], format, args...)
}
