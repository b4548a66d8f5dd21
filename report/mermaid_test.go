package report_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"simrun/models/queue"
	"simrun/report"
	"simrun/sim"
)

var mermaidLine = regexp.MustCompile(`^(sequenceDiagram|%%\{init: .*\}%%|  title .+|  participant [TO]\d+ as .+|  T\d+->>[TO]\d+: .+|  Note (over|right of) [TO]\d+(,[TO]\d+)?: .+)$`)

func TestMermaid(t *testing.T) {
	everyFinding(t, "mermaid", func(t *testing.T, f report.Finding, out []byte) {
		checkMermaid(t, string(out))
	})
	var b bytes.Buffer
	if err := report.Write(&b, hang(), "mermaid"); err != nil {
		t.Fatal(err)
	}
	golden(t, "hang.mmd", b.Bytes())
}

func checkMermaid(t *testing.T, text string) {
	t.Helper()
	if len(text) > 50000 {
		t.Errorf("%d characters", len(text))
	}
	known := map[string]bool{}
	entity := regexp.MustCompile(`#\d+;`)
	for _, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if !mermaidLine.MatchString(l) {
			t.Errorf("not a line of a sequence diagram: %q", l)
		}
		if strings.HasPrefix(l, "%%") {
			continue
		}
		if rest := entity.ReplaceAllString(l, ""); strings.ContainsAny(rest, ";#%{}<") || strings.Contains(strings.ReplaceAll(rest, "->>", ""), ">") {
			t.Errorf("not escaped: %q", l)
		}
		if m := regexp.MustCompile(`participant (\S+)`).FindStringSubmatch(l); m != nil {
			known[m[1]] = true
			continue
		}
		if regexp.MustCompile(`(?i)(^|[\s])end(\s|$)`).MatchString(l) {
			t.Errorf("the word end ends a block: %q", l)
		}
		head, _, _ := strings.Cut(l, ":")
		for _, id := range regexp.MustCompile(`\b[TO]\d+\b`).FindAllString(head, -1) {
			if !strings.HasPrefix(l, "  title") && !known[id] {
				t.Errorf("%s is used before it is declared: %q", id, l)
			}
		}
	}
}

func TestMermaidIsCut(t *testing.T) {
	f := find(report.Finding{Kind: "x"}, func(w *sim.World) {
		q := queue.New(w, "q", 1)
		w.Spawn("a", func() {
			for i := range 3000 {
				q.Put(i)
			}
		})
		w.Spawn("b", func() {
			for range 3000 {
				q.Get()
			}
		})
	})
	var b bytes.Buffer
	if err := report.Write(&b, f, "mermaid"); err != nil {
		t.Fatal(err)
	}
	checkMermaid(t, b.String())
	if !strings.Contains(b.String(), " lines left out") || b.Len() < 40000 {
		t.Errorf("%d characters, end: %s", b.Len(), b.String()[max(0, b.Len()-300):])
	}
}
