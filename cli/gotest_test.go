package cli

import (
	"io"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"simrun/properties/catalog"
)

// TestFlagsOfGoTest: each flag of go test may have two dashes, too, and is none of simrun's that was mistyped.
func TestFlagsOfGoTest(t *testing.T) {
	gotest, _, err := newApp("simrun", catalog.All(), strings.NewReader(""), io.Discard, io.Discard).rootCommand().Find([]string{"gotest"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, topic := range []string{"test", "testflag", "build"} {
		out, err := exec.Command("go", "help", topic).Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^\t-(\w+)`).FindAllSubmatch(out, -1) {
			n++
			if err := mistyped(gotest, []string{"--" + string(m[1])}); err != nil {
				t.Errorf("go test has -%s: %v", m[1], err)
			}
		}
	}
	if n < 60 {
		t.Errorf("%d flags", n)
	}
}
