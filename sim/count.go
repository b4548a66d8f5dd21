package sim

import "strconv"

// Count is "1 step" or "2 steps": a number of things in the words of a report.
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
