package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"sort"
	"strings"
	"testing"

	"simrun/models/queue"
	"simrun/report"
	"simrun/sim"
)

// hostile has names and messages that mean something to every format.
func hostile() report.Finding {
	const bad = "<b>\"end\"; #1 %d `x` ]]> & \\ ::error|</script>\x00\x1b\u2028"
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

type record struct {
	Name, Ph, Bp string
	TS, Dur      int64
	PID, TID, ID int
}

func TestPerfetto(t *testing.T) {
	everyFinding(t, "perfetto", func(t *testing.T, f report.Finding, out []byte) {
		var d struct{ TraceEvents []record }
		if err := json.Unmarshal(out, &d); err != nil {
			t.Fatal(err)
		}
		slices, starts, counters := checkRecords(t, d.TraceEvents)
		if f.Trace == nil {
			return
		}
		if slices < len(f.Trace.Events) {
			t.Errorf("%d slices for %d events", slices, len(f.Trace.Events))
		}
		if f.Scenario == "queue-pipeline" && (starts == 0 || counters == 0) {
			t.Errorf("%d arrows, %d counters", starts, counters)
		}
	})
	var b bytes.Buffer
	if err := report.Write(&b, full(), "perfetto"); err != nil {
		t.Fatal(err)
	}
	golden(t, "full.perfetto.json", b.Bytes())
}

// checkRecords holds the records to what Perfetto demands: the slices of a track nest, and every arrow has one start
// inside a slice and one later finish inside another.
func checkRecords(t *testing.T, records []record) (slices, starts, counters int) {
	t.Helper()
	tracks := map[int][]record{}
	var flows [2]map[int]record
	flows[0], flows[1] = map[int]record{}, map[int]record{}
	for _, e := range records {
		switch e.Ph {
		case "X":
			slices++
			if e.Dur <= 0 || e.Name == "" {
				t.Errorf("slice without duration or name: %+v", e)
			}
			tracks[e.TID] = append(tracks[e.TID], e)
		case "s", "f":
			k := strings.Index("sf", e.Ph)
			if _, twice := flows[k][e.ID]; twice {
				t.Errorf("arrow %d forks", e.ID)
			}
			flows[k][e.ID] = e
			starts += 1 - k
		case "C":
			counters++
		}
	}
	for tid, list := range tracks {
		sort.SliceStable(list, func(i, j int) bool { return list[i].TS < list[j].TS })
		for i := 1; i < len(list); i++ {
			if a, b := list[i-1], list[i]; b.TS < a.TS+a.Dur && b.TS+b.Dur > a.TS+a.Dur {
				t.Errorf("track %d: slices do not nest: %+v, %+v", tid, a, b)
			}
		}
	}
	inside := func(e record) bool {
		for _, s := range tracks[e.TID] {
			if s.TS <= e.TS && e.TS < s.TS+s.Dur {
				return true
			}
		}
		return false
	}
	for id, from := range flows[0] {
		to, ok := flows[1][id]
		if !ok || to.TS <= from.TS || to.Bp != "e" || !inside(from) || !inside(to) {
			t.Errorf("arrow %d: from %+v to %+v", id, from, to)
		}
	}
	if len(flows[1]) != len(flows[0]) {
		t.Errorf("%d starts, %d finishes", len(flows[0]), len(flows[1]))
	}
	return slices, starts, counters
}

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

var dotLine = regexp.MustCompile(`^(digraph waits \{|\}|  label="([^"\\]|\\.)*"; .*;|  [TO]\d+( -> [TO]\d+)? \[label="([^"\\]|\\.)*"(, [a-z]+=("[a-z]+"|[a-z]+))*\];)$`)

func TestDot(t *testing.T) {
	everyFinding(t, "dot", func(t *testing.T, f report.Finding, out []byte) {
		for _, l := range strings.Split(strings.TrimSuffix(string(out), "\n"), "\n") {
			if !dotLine.MatchString(l) {
				t.Errorf("not a line of a graph: %q", l)
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
		if !annotation.Match(out) {
			t.Errorf("not one annotation: %q", out)
		}
		if f.Trace != nil && !bytes.Contains(out, []byte("file=program.go,line=")) {
			t.Errorf("no place: %q", out)
		}
	})
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
