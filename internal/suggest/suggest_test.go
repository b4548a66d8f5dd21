package suggest

import "testing"

func TestClosest(t *testing.T) {
	names := []string{"queue-pipeline", "queue-shutdown", "run", "replay", "report", ""}
	for typed, want := range map[string]string{
		"queue-pipelin": "queue-pipeline", "qeue-pipeline": "queue-pipeline", "queue-shtudown": "queue-shutdown",
		"queue": "queue-pipeline", "rnu": "run", "rn": "run", "running": "run", "repaly": "replay", "repo": "report",
		"xyzzy": "", "": "", "q": "", "rust": "", "raptor": "", "report": "report",
	} {
		if got := Closest(typed, names); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"abc", "", 3}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "abxc", 1}, {"abc", "ac", 1},
		{"abc", "axc", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
