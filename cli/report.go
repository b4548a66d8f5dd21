package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"simrun/internal/replacefile"
	"simrun/python"
	"simrun/report"
	"simrun/sim"
)

const reportLong = `Report executes again what a token or a finding's file records, and writes it
for people or for another tool: as a page that shows it step by step (html,
which loads nothing and works from a file), as plain data (json), for Perfetto
or Chrome's trace viewer (perfetto, chrome), as a diagram (mermaid, dot), for a
CI (junit, github), or to be pasted (markdown, text).

Of the output of explore --json the last four show all findings, or that there
is none: in JUnit's XML that is one test case with the name of the scenario. The
others show the first finding. What did not come to its end, because of --steps,
has not passed: to JUnit it is an error, to GitHub a warning. That a program
shares something past the models is a failure.

The exit code is 0 if the report was written, whether the execution fails or
not, and 3 if the replay diverged.`

// reportCommand writes an execution in one of the formats of package report.
func (a *app) reportCommand() *cobra.Command {
	var out output
	var file string
	format := wordValue{"html", report.Formats()}
	steps, livelock := countValue{most: math.MaxInt32}, countValue{most: math.MaxInt32}
	c := &cobra.Command{
		Use:     "report TOKEN|FILE",
		Short:   "Write what a token or a finding's file records as a page or for another tool",
		Long:    reportLong,
		Example: "  simrun report s1.DGxvY2st… -o finding.html\n  simrun report finding.json --format perfetto -o trace.json\n  simrun explore {scenario} --json | simrun report - --format text",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if (file == "" || file == "-") && a.terminal && format.word == "html" {
				return usagef("a page is not for the terminal: write it to a file with -o finding.html, or give --format text")
			}
			r, err := a.oneRecording(c, args)
			if err != nil {
				return err
			}
			list, err := a.findings(r, report.Lists(format.word), func(t sim.Token) (*execution, error) {
				p, err := a.planOf(t)
				if err != nil {
					return nil, err
				}
				p.limit(steps.n, livelock.n)
				p.record, p.compare = true, true
				return a.execute(c.Context(), p, out)
			})
			if err != nil {
				return err
			}
			return a.writeFormat(list, format.word, file)
		},
	}
	f := c.Flags()
	f.Var(&format, "format", strings.Join(report.Formats(), ", "))
	f.VarP(textValue{&file, nameFile}, "output", "o", "write to this file instead of stdout, which - names too")
	f.Var(&steps, "steps", "limit for the steps of the execution, in place of the one that ended it")
	f.Var(&livelock, "livelock", "steps in which nothing changes until that is a livelock, likewise")
	out.addProgress(c)
	complete(c, "format", report.Formats())
	return c
}

// findings are what a recording shows when it is executed again: all findings of a search, or that it has none, if the format
// shows a list, and otherwise the first.
func (a *app) findings(r *recording, all bool, execute func(t sim.Token) (*execution, error)) ([]report.Finding, error) {
	if !all || len(r.Findings) == 0 {
		if all && r.Token == "" && r.Executions > 0 {
			return a.noFinding(r)
		}
		t, err := r.token()
		if err != nil {
			return nil, err
		}
		e, err := execute(t)
		if err != nil {
			return nil, err
		}
		f, err := a.findingOf(e, recordedFinding{})
		return []report.Finding{f}, err
	}
	var list []report.Finding
	for _, recorded := range r.Findings {
		t, err := r.parse(cmp.Or(recorded.Token, r.Token))
		if err != nil {
			return nil, err
		}
		e, err := execute(t)
		if err != nil {
			return nil, err
		}
		f, err := a.findingOf(e, recorded)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

// noFinding is a search without a finding, in place of one.
func (a *app) noFinding(r *recording) ([]report.Finding, error) {
	values := map[string]string{}
	if len(r.Params) > 0 {
		if err := json.Unmarshal(r.Params, &values); err != nil {
			return nil, r.wrong(errors.New("its params are not those of a search"))
		}
	}
	var params []sim.Param
	for name, value := range values {
		params = append(params, sim.Param{Name: name, Value: value})
	}
	p, _, err := a.recordedProgram(r.Scenario, params) // it knows the order of the parameters
	if err != nil {
		return nil, err
	}
	f := report.Finding{Scenario: python.Title(p), Kind: report.Inconclusive, Seed: r.Seed}
	none := "No failure found, which does not prove that there is none: "
	executions := plural(r.Executions, "execution")
	switch {
	case r.Sharing != nil:
		f.Kind, f.Message = sharingKind, "Nothing can be proved: "+r.Sharing.Message+"."
	case r.Exhausted:
		f.Kind, f.Message = report.Passed, "There is no failure: exhaustive, "+executions+"."
	case r.Truncated == r.Executions:
		f.Kind, f.Message = report.CutShort, none+executions+", of which none came to its end."
	case r.Truncated > 0:
		f.Message = none + executions + ", of which " + thousands(r.Truncated) + " did not come to the end."
	default:
		f.Message = none + executions + "."
	}
	return []report.Finding{f}, nil
}

// findingOf is what the execution shows: the failure that was recorded, if it is among those that it has now, or the first.
func (a *app) findingOf(e *execution, recorded recordedFinding) (report.Finding, error) {
	if e.diverged != nil {
		return report.Finding{}, a.divergence(e)
	}
	f := noFailure(e)
	if len(e.failures) > 0 {
		i := slices.IndexFunc(e.failures, sim.Failure{Kind: recorded.Kind, Where: recorded.Where}.Same)
		shown := e.failures[max(i, 0)]
		f.Kind, f.Message, f.Where = shown.Kind, shown.Message, shown.Where
	}
	f = a.described(f, e)
	if recorded.Kind == f.Kind {
		f.Elsewhere = recorded.Elsewhere
	}
	if recorded.Kind == f.Kind && recorded.Why != "" { // the search had more time
		f.Why, f.Likely = recorded.Why, recorded.Likely
	}
	return f, nil
}

// writeFormat writes findings to the file, or to stdout if it is empty or "-". A file is only touched when all of it is
// there to be written.
func (a *app) writeFormat(list []report.Finding, format, file string) error {
	if file == "" || file == "-" {
		// What goes wrong on stdout shows when it is flushed.
		_ = report.WriteAll(a.stdout, list, format)
		return nil
	}
	var b bytes.Buffer
	if err := report.WriteAll(&b, list, format); err != nil {
		return usagef("cannot make the report: %v", err)
	}
	if err := replacefile.Write(file, b.Bytes()); err != nil {
		return usagef("cannot write the report: %v", err)
	}
	return nil
}
