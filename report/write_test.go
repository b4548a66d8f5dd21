package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"simrun/models/queue"
	"simrun/report"
	"simrun/sim"
)

// hostile has names and messages that mean something to every format.
func hostile() report.Finding {
	const bad = "<b>\"end\"; #1 %d ``` ]]> & \\ ::error|</script>\x00\x1b\u2028"
	f := report.Finding{Scenario: "p a=" + bad, Kind: "lost-message", Message: bad + "\nsecond line: a,b", Token: "s1.<&>"}
	return find(f, func(w *sim.World) {
		q := queue.New(w, "q "+bad, 0)
		w.Spawn("end", func() { q.Put(bad) })
		w.Spawn(bad, func() { panic(bad) })
	})
}

// none was not recorded.
func none() report.Finding {
	return report.Finding{Scenario: "none", Kind: "deadlock", Message: "stuck"}
}

// everyFinding writes each finding in a format and hands it to check.
func everyFinding(t *testing.T, format string, check func(t *testing.T, f report.Finding, out []byte)) {
	all := append(findings[:len(findings):len(findings)], []struct {
		name string
		make func() report.Finding
	}{{"hostile", hostile}, {"none", none}}...)
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			f := c.make()
			var b, again bytes.Buffer
			if err := report.Write(&b, f, format); err != nil {
				t.Fatal(err)
			}
			if err := report.Write(&again, f, format); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
				t.Errorf("the second time it is different (%v)", err)
			}
			check(t, f, b.Bytes())
		})
	}
}

func TestUnknownFormat(t *testing.T) {
	err := report.Write(io.Discard, none(), "pdf")
	if err == nil || !strings.Contains(err.Error(), `unknown format "pdf": use one of html, json, perfetto,`) {
		t.Error(err)
	}
}

// TestFormatsReturnTheWritersError writes to a full disk.
func TestFormatsReturnTheWritersError(t *testing.T) {
	for _, format := range report.Formats() {
		if err := report.Write(full_{}, hang(), format); err == nil {
			t.Errorf("%s: no error", format)
		}
	}
}

type full_ struct{}

func (full_) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestTextIsRobust(t *testing.T) {
	everyFinding(t, "text", func(t *testing.T, f report.Finding, out []byte) {
		checkText(t, f, string(out), 100, 60)
		if bytes.Contains(out, []byte("?second")) {
			t.Error("a line break is not a space")
		}
		if i := bytes.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' }); i >= 0 {
			t.Errorf("control character %#x at %d", out[i], i)
		}
	})
}

func TestTextOptions(t *testing.T) {
	for _, c := range findings {
		for _, o := range []report.Options{{Width: 60, ASCII: true}, {Width: 1}, {Lines: 25}, {Width: 200, Verbose: true}} {
			f := c.make()
			var b bytes.Buffer
			if err := report.Text(&b, f, o); err != nil {
				t.Fatal(err)
			}
			most, wide := o.Lines, max(o.Width, 40)
			if most == 0 {
				most = 60
			}
			if o.Width == 0 {
				wide = 100
			}
			if o.Verbose {
				most = 1 << 30
				if got, want := strings.Count(b.String(), "\n"), len(f.Trace.Events); got < want {
					t.Errorf("%s verbose: %d lines for %d events", c.name, got, want)
				}
			}
			checkText(t, f, b.String(), wide, most)
			if last := itoa(f.Trace.Events[len(f.Trace.Events)-1].Step) + "  "; c.name == "long" && !strings.Contains(b.String(), last) {
				t.Errorf("width %d, %d lines: step %s is not shown:\n%s", wide, most, last, b.String())
			}
			if o.ASCII && strings.IndexFunc(b.String(), func(r rune) bool { return r > '~' }) >= 0 {
				t.Errorf("%s: not ASCII:\n%s", c.name, b.String())
			}
		}
	}
}

func TestJSON(t *testing.T) {
	everyFinding(t, "json", func(t *testing.T, f report.Finding, out []byte) {
		var d report.Document
		r := json.NewDecoder(bytes.NewReader(out))
		r.DisallowUnknownFields()
		if err := r.Decode(&d); err != nil {
			t.Fatal(err)
		}
		if d.Version != report.Version || d.Kind != f.Kind || d.Token != f.Token {
			t.Errorf("%+v", d)
		}
		if f.Trace != nil && (len(d.Trace.Events) != len(f.Trace.Events) || len(d.Trace.Threads) != len(f.Trace.Threads)) {
			t.Errorf("%d events of %d", len(d.Trace.Events), len(f.Trace.Events))
		}
	})
	var b bytes.Buffer
	if err := report.Write(&b, full(), "json"); err != nil {
		t.Fatal(err)
	}
	golden(t, "full.json", b.Bytes())
}

var dotLine = regexp.MustCompile(`^(digraph waits \{|\}|  nobody \[label="no thread waits", shape=plaintext\];|  label="([^"\\]|\\.)*"; .*;|  [TO]\d+( -> [TO]\d+)? \[label="([^"\\]|\\.)*"(, [a-z]+=("[a-z]+"|[a-z]+))*\];)$`)

func TestDot(t *testing.T) {
	everyFinding(t, "dot", func(t *testing.T, f report.Finding, out []byte) {
		for _, l := range strings.Split(strings.TrimSuffix(string(out), "\n"), "\n") {
			if !dotLine.MatchString(l) {
				t.Errorf("not a line of a graph: %q", l)
			}
			if rest := strings.NewReplacer(`\\`, "", `\"`, "", `\n`, "").Replace(l); strings.Contains(rest, `\`) {
				t.Errorf("a backslash is not escaped: %q", l)
			}
			if strings.HasPrefix(l, "  label=") {
				label := l[len(`  label="`):strings.Index(l, `"; labelloc`)]
				if got := strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(label); got != f.Title() {
					t.Errorf("label %q, want %q", got, f.Title())
				}
			}
		}
	})
	for _, f := range []struct {
		name string
		f    report.Finding
	}{{"cycle", cycle()}, {"full", full()}} {
		var b bytes.Buffer
		if err := report.Write(&b, f.f, "dot"); err != nil {
			t.Fatal(err)
		}
		golden(t, f.name+".dot", b.Bytes())
	}
}

func TestJUnit(t *testing.T) {
	type suites struct {
		Failures int `xml:"failures,attr"`
		Suite    struct {
			Cases []struct {
				Name    string `xml:"name,attr"`
				Failure struct {
					Type string `xml:"type,attr"`
					Text string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	everyFinding(t, "junit", func(t *testing.T, f report.Finding, out []byte) {
		var s suites
		if err := xml.Unmarshal(out, &s); err != nil {
			t.Fatal(err)
		}
		if s.Failures != 1 || len(s.Suite.Cases) != 1 || s.Suite.Cases[0].Failure.Type != f.Kind {
			t.Errorf("%+v", s)
		}
		if c := s.Suite.Cases[0]; !strings.Contains(c.Failure.Text, f.ReplayLine) {
			t.Errorf("no replay line in %q", c.Failure.Text)
		}
	})
	var b bytes.Buffer
	if err := report.JUnit(&b, "p n=1", []report.Finding{hang(), lost()}); err != nil {
		t.Fatal(err)
	}
	var s suites
	if err := xml.Unmarshal(b.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	if c := s.Suite.Cases; len(c) != 1 || c[0].Name != "p n=1" || s.Failures != 1 || c[0].Failure.Type != "deadlock" ||
		!strings.Contains(c[0].Failure.Text, "deadlock in") || !strings.Contains(c[0].Failure.Text, "lost-message in") {
		t.Errorf("two findings: %+v", s)
	}
	b.Reset()
	if err := report.JUnit(&b, "clean", nil); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(b.Bytes(), &suites{}); err != nil || !strings.Contains(b.String(), `tests="1" failures="0"`) {
		t.Errorf("%v: %s", err, b.String())
	}
}

var annotation = regexp.MustCompile(`^::error (file=[^:,\n]+,line=\d+,)?title=[^:,\n]+::[^\n]*\n$`)

func TestGitHub(t *testing.T) {
	everyFinding(t, "github", func(t *testing.T, f report.Finding, out []byte) {
		if rest := regexp.MustCompile(`%(25|0A|0D|3A|2C)`).ReplaceAll(out, nil); bytes.ContainsRune(rest, '%') {
			t.Errorf("a percent sign is not escaped: %q", out)
		}
		if !annotation.Match(out) {
			t.Errorf("not one annotation: %q", out)
		}
		if f.Trace != nil && !bytes.Contains(out, []byte("file=program.go,line=")) {
			t.Errorf("no place: %q", out)
		}
	})
	var b bytes.Buffer
	if err := report.Write(&b, lost(), "github"); err != nil || !strings.Contains(b.String(), "line=3,") {
		t.Errorf("a lost message is not shown where it was put: %q, %v", b.String(), err)
	}
}

// A program that passed is no failure in any format that a CI reads, and has the name that it has when it fails.
func TestPassed(t *testing.T) {
	failed := none()
	passed := report.Finding{Scenario: failed.Scenario, Kind: report.Passed, Message: "There is no failure."}
	for format, bad := range map[string]string{"junit": "<failure", "github": "::error", "markdown": "0 steps", "text": "0 steps"} {
		var b bytes.Buffer
		if err := report.WriteAll(&b, []report.Finding{passed}, format); err != nil {
			t.Fatal(err)
		}
		if out := b.String(); !report.Lists(format) || strings.Contains(out, bad) || !strings.Contains(out, "There is no failure") || !strings.Contains(out, failed.Scenario) {
			t.Errorf("%s: %q", format, out)
		}
		b.Reset()
		if err := report.WriteAll(&b, []report.Finding{failed, failed}, format); err != nil || strings.Count(b.String(), "stuck") < 2 {
			t.Errorf("%s: not both findings in %q (%v)", format, b.String(), err)
		}
	}
	for _, format := range report.Formats() {
		if err := report.WriteAll(io.Discard, []report.Finding{passed}, format); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// What is no failure and yet has not passed is not said to have: a search that ended early is not exhaustive, and what did
// not come to its end is an error to JUnit and a warning to GitHub. Beside a finding that does not count.
func TestNotPassed(t *testing.T) {
	failed := none()
	for _, c := range []struct{ kind, junit, github string }{
		{report.Passed, `failures="0" errors="0"`, "::notice title=simrun%3A passed in "},
		{report.Inconclusive, `failures="0" errors="0"`, "::notice title=simrun%3A inconclusive in "},
		{report.CutShort, `failures="0" errors="1"`, "::warning title=simrun%3A step-limit in "},
	} {
		f := report.Finding{Scenario: failed.Scenario, Kind: c.kind, Message: "It says so."}
		for format, want := range map[string]string{"junit": c.junit, "github": c.github} {
			var b bytes.Buffer
			if err := report.Write(&b, f, format); err != nil || !strings.Contains(b.String(), want) {
				t.Errorf("%s of %s: %q, %v; want %q", format, c.kind, b.String(), err, want)
			}
		}
		var b bytes.Buffer
		err := report.WriteAll(&b, []report.Finding{f, failed}, "junit")
		if err != nil || !strings.Contains(b.String(), `failures="1" errors="0"`) || strings.Contains(b.String(), "<error") {
			t.Errorf("%s beside a finding: %q, %v", c.kind, b.String(), err)
		}
	}
}

func TestMarkdown(t *testing.T) {
	everyFinding(t, "markdown", func(t *testing.T, f report.Finding, out []byte) {
		open := ""
		for _, l := range strings.Split(string(out), "\n") {
			switch {
			case open == "" && strings.HasPrefix(l, "```"):
				open = strings.TrimRight(l, "abcdefghijklmnopqrstuvwxyz")
			case open != "" && l == open:
				open = ""
			case open != "" && strings.Contains(l, open):
				t.Errorf("a fence in a fence: %q", l)
			case open == "" && strings.Contains(strings.ReplaceAll(l, `\<`, ""), "<"):
				t.Errorf("HTML gets through: %q", l)
			}
		}
		if open != "" {
			t.Errorf("a fence is open at the end")
		}
	})
	var b bytes.Buffer
	if err := report.Write(&b, lost(), "markdown"); err != nil {
		t.Fatal(err)
	}
	golden(t, "lost.md", b.Bytes())
}
