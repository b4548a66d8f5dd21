package gotest_test

import (
	"regexp"
	"slices"
	"testing"
)

// TestFingerprintsOfProcesses: two processes do the same, and know the same objects. A context that is cancelled before somebody asks for
// its channel gives one that was there before the executions, and lies elsewhere in each process.
func TestFingerprintsOfProcesses(t *testing.T) {
	print := regexp.MustCompile(`fingerprint [0-9a-f]{16}`)
	var first []string
	for i := range 3 {
		_, out := run(t, "features", "--fingerprint", "--strategy=random", "--executions=20", "--no-store", ".", "-v", "-run", "TestBubble|TestDeadline|TestCancelled")
		prints := print.FindAllString(out, -1)
		if i == 0 {
			first = prints
		}
		if len(prints) != 3 || !slices.Equal(prints, first) {
			t.Errorf("first %q, then %q\n%s", first, prints, out)
		}
	}
}
