package sim

import (
	"fmt"
	"testing"
	"time"
)

// TestAppendf compares it with the package that it stands in for, mistakes of the caller included.
func TestAppendf(t *testing.T) {
	args := []any{0, -7, int64(1) << 40, "", "a%vb", 2.5, nil, true, uint(3), time.Second, []int{1}, fmt.Errorf("bad")}
	formats := []string{"", "%v", "x%vy", "%d", "%s", "%q", "%5d", "%-4s|", "%%", "%v%%", "100%", "%", "%!", "%v and %v", "%[1]v %[1]v", "%+v"}
	for _, format := range formats {
		for _, a := range args {
			for _, list := range [][]any{{}, {a}, {a, 1}, {"s", a}, {1, a, a}} {
				want := fmt.Sprintf("before "+format, list...)
				if got := string(Appendf([]byte("before "), format, list...)); got != want {
					t.Errorf("Appendf(%q, %v) is %q, want %q", format, list, got, want)
				}
			}
		}
	}
}
