package simtest

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"simrun/report"
	"simrun/scheduler"
)

// show writes findings as text: the first of each kind in full, because those of one kind mostly have one cause, and
// above them a line for each other one. The lines that replay them are for the test of that name; if it is empty there
// are none.
func (s *subject) show(w io.Writer, test string, findings ...*scheduler.Finding) {
	var full, brief bytes.Buffer // one write: other tests may write at the same time
	var kinds []string
	for _, f := range findings {
		r := s.describe(test, f)
		if slices.Contains(kinds, f.Kind) {
			fmt.Fprintf(&brief, "\nalso %s: %s\n", r.Title(), report.Plain(r.Message))
			if r.ReplayLine != "" {
				fmt.Fprintf(&brief, "replay with: %s\n", report.Plain(r.ReplayLine))
			}
			continue
		}
		kinds = append(kinds, f.Kind)
		full.WriteByte('\n')
		if err := report.Text(&full, r, report.Options{}); err != nil {
			fmt.Fprintf(&full, "simtest: %v\n", err)
		}
	}
	w.Write(append(brief.Bytes(), full.Bytes()...))
}

// describe is the finding as package report shows it.
func (s *subject) describe(test string, f *scheduler.Finding) report.Finding {
	r := report.Finding{
		Scenario: s.program.String(), Kind: f.Kind, Message: f.Message, Where: f.Where, Token: f.Token.String(),
		Seed: s.options.Seed, Steps: f.Steps, Preemptions: f.Preemptions, Unfinished: f.Unfinished, Fewest: f.Fewest,
		FirstExecution: f.FirstExecution, Trace: report.WithLines(f.Trace), Why: f.Why, Passing: report.WithLines(f.Passing), Likely: f.LikelyText(),
	}
	if f.Weakest != 0 {
		r.Weakest, r.Needed = f.Weakest.String(), f.Needed
	}
	if test != "" {
		r.ReplayLine = replayLine(test, r.Token)
	}
	return r
}

// replayLine is the command that replays a token in a test. It names the package by its import path, so that it works
// in every folder of the module.
func replayLine(test, token string) string {
	return "go test " + importPath() + " -run " + quote(pattern(test)) + " -simrun.replay=" + token
}

// importPath is that of the package under test; "." if the binary does not know it.
func importPath() string {
	info, ok := debug.ReadBuildInfo()
	if path, found := strings.CutSuffix(info.Path, ".test"); ok && found && path != "" {
		return path
	}
	return "."
}

// pattern is the argument of -run that selects one test.
func pattern(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	return strings.Join(parts, "/")
}

// quote protects a word from the shell.
func quote(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
