package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"simrun/report"
)

var update_ = flag.Bool("update", false, "rewrite the golden files: only if you understand what changed them")

// golden compares with a file under testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update_ {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run go test ./report -update if the change is meant.\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// findings are the failures that have golden files.
var findings = []struct {
	name string
	make func() report.Finding
}{
	{"hang", hang}, {"full", full}, {"lost", lost}, {"cycle", cycle}, {"ring", ring}, {"update", update}, {"exception", exception}, {"crowd", crowd}, {"long", long}, {"pool", pool}, {"notify", notify}, {"killed", killed}, {"choices", choices}, {"rounds", rounds},
}

func TestText(t *testing.T) {
	for _, c := range findings {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			f := c.make()
			if err := report.Text(&b, f, report.Options{}); err != nil {
				t.Fatal(err)
			}
			checkText(t, f, b.String(), 100, 60)
			golden(t, c.name+".txt", b.Bytes())
		})
	}
}

// checkText holds a text to what the package promises.
func checkText(t *testing.T, f report.Finding, text string, width, most int) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > most {
		t.Errorf("%d lines, at most %d", len(lines), most)
	}
	for i, l := range lines[:len(lines)-1] {
		if n := utf8.RuneCountInString(l); n > width && !strings.Contains(l, f.Token) {
			t.Errorf("line %d has %d columns: %q", i+1, n, l)
		}
	}
	if last := lines[len(lines)-1]; !strings.HasSuffix(last, f.ReplayLine) {
		t.Errorf("the last line does not replay: %q", last)
	}
}
