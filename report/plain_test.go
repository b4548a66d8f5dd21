package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"simrun/models/event"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/report"
	"simrun/sim"
)

// acting are texts that act on a terminal, on lines, or on a CI.
var acting = []string{
	"\x1b[31mred\x1b]0;title\x07", "nul\x00bel\x07del\x7fback\b", "c1 \u009b31m \u0085", "bidi \u202e\u2066\u200f\u061c", "bad \xff\xc3(",
	"line\n::error file=a::b\r\n##[error]c", "::error::d", "  ::warning::e", "##vso[task.x]f ##teamcity[g]", "\u2028\u2029\ufeff\U000e0041",
	strings.Repeat("w", 90) + " ::error::h " + strings.Repeat("::error::i", 30),
}

// actingFinding has a text wherever a program can have one.
func actingFinding(bad string) report.Finding {
	f := report.Finding{Scenario: "s " + bad, Kind: "deadlock" + bad, Message: bad, Where: bad, Why: bad, Likely: bad, Weakest: bad, Token: "s1." + bad}
	f = find(f, func(w *sim.World) {
		q, x, e := queue.New(w, "q "+bad, 0), shared.New(w, bad, ""), event.New(w, bad)
		q.Put(bad)
		x.Store(bad)
		logging.Print(w, "%s", bad)
		w.Spawn(bad, func() { e.IsSet(); panic(errors.New(bad)) })
		w.Spawn("t "+bad, func() { e.Wait() })
		w.Do(sim.Op{Name: bad, Object: &e.Object})
		w.Observe(bad, bad)
	})
	f.Passing, f.ReplayLine = f.Trace, "simrun replay "+bad
	return f
}

// acts is what in a text acts on something; empty if nothing does.
func acts(text string) string {
	for i, r := range text {
		if r == utf8.RuneError || r != '\n' && !unicode.IsGraphic(r) {
			return text[max(0, i-10):min(len(text), i+10)]
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "::") || strings.Contains(line, "##[") || strings.Contains(line, "##vso[") || strings.Contains(line, "##teamcity[") {
			return line
		}
	}
	return ""
}

// TestNothingActs writes texts that act on something in every format, of every finding, with every option.
func TestNothingActs(t *testing.T) {
	for _, bad := range acting {
		for _, kind := range []string{"deadlock", "uncaught-exception", "lost-message", "x" + bad} {
			f := actingFinding(bad)
			if kind[0] != 'x' {
				f.Kind = kind
			}
			for _, format := range report.Formats() {
				var b bytes.Buffer
				if err := report.Write(&b, f, format); err != nil {
					t.Fatal(err)
				}
				text := b.String()
				if format == "github" { // which is one command, and nothing in it is another
					rest, ok := strings.CutPrefix(text, "::error ")
					if text = rest; !ok || strings.Count(text, "\n") != 1 {
						t.Errorf("%q as %s: %q", bad, format, text)
					}
				}
				if format == "html" { // its own scripts have tabs of their own
					text = strings.ReplaceAll(text, "\t", " ")
				}
				if part := acts(text); part != "" {
					t.Errorf("%q of the kind %q as %s has %q", bad, kind, format, part)
				}
			}
			for _, o := range []report.Options{{Width: 40}, {Width: 61, Verbose: true}, {Width: 300, Lines: 12}} {
				if part := acts(textOf(t, f, o)); part != "" {
					t.Errorf("%q of the kind %q with %v has %q", bad, kind, o, part)
				}
			}
			m := report.NewMoment(f.Trace, 100)
			for _, th := range m.Threads {
				m.Log = append(m.Log, th.Name, th.Does, th.State)
			}
			for _, s := range m.Steps {
				m.Log = append(m.Log, s.Thread, s.Does)
			}
			for _, o := range m.Objects {
				m.Log = append(m.Log, o.Name, o.State)
			}
			if part := acts(strings.Join(append(m.Log, m.Raised...), "\n")); part != "" {
				t.Errorf("%q: a moment has %q", bad, part)
			}
		}
	}
}

// TestPlainJSON: what is escaped is the same value.
func TestPlainJSON(t *testing.T) {
	for _, bad := range acting {
		bad = strings.ToValidUTF8(bad, "")
		data, err := json.Marshal(bad)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if err := json.Unmarshal(report.PlainJSON(data), &got); err != nil || got != bad {
			t.Errorf("%q becomes %q (%v)", bad, got, err)
		}
	}
}

// TestPlain: what a reader sees says what is there, and what is printable stays as it is.
func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb\t\x1b[0m\u009b\u202e\xff": `a\nb\t\x1b[0m\u009b\u202e\xff`, "naïve 日本 \U0001f468\u200d\U0001f469 \ufffd": "naïve 日本 \U0001f468\u200d\U0001f469 \ufffd",
		"::error::x": `\::error::x`, "std::vector": "std::vector", "a ##[b] ## c": `a ##\[b] ## c`, "\U000e0041": `\U000e0041`, "": "",
	} {
		if got := report.Plain(text); got != want || report.Plain(got) != got {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}
