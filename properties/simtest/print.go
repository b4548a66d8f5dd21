package simtest

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"

	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// print writes findings to the output of the test, without the source line of whoever logs, which says nothing here.
func (s *subject) print(findings ...*scheduler.Finding) {
	var b bytes.Buffer
	for _, f := range findings {
		b.WriteByte('\n')
		if err := report.Text(&b, s.describe(f), report.Options{}); err != nil {
			fmt.Fprintf(&b, "simtest: %v\n", err)
		}
	}
	s.t.Output().Write(b.Bytes())
}

// describe is the finding as package report shows it.
func (s *subject) describe(f *scheduler.Finding) report.Finding {
	weakest := ""
	if f.Weakest != 0 {
		weakest = f.Weakest.String()
	}
	return report.Finding{
		Scenario: s.program.String(), Kind: f.Kind, Message: f.Message, Where: f.Where, Token: f.Token.String(),
		Seed: s.options.Seed, Steps: f.Steps, Preemptions: f.Preemptions, Fewest: f.Fewest, Weakest: weakest,
		FirstExecution: f.FirstExecution, Trace: f.Trace, ReplayLine: replayLine(s.t, f.Token),
	}
}

// replayLine is the command that replays a token in this test. It names the package by its import path, so that it
// works in every folder of the module.
func replayLine(t testing.TB, token sim.Token) string {
	return "go test " + importPath() + " -run " + quote(pattern(t.Name())) + " -simrun.replay=" + token.String()
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
