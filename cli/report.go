package cli

import (
	"bytes"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"simrun/report"
)

const reportLong = `Report executes again what a token or a finding's file records, and writes it
for people or for another tool: as a page that shows it step by step (html,
which loads nothing and works from a file), as plain data (json), for Perfetto
or Chrome's trace viewer (perfetto, chrome), as a diagram (mermaid, dot), for a
CI (junit, github), or to be pasted (markdown, text).

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
			if file == "" && a.terminal && format.word == "html" {
				return usagef("a page is not for the terminal: write it to a file with -o finding.html, or give --format text")
			}
			p, err := a.recorded(c, args)
			if err != nil {
				return err
			}
			p.cfg.MaxSteps, p.cfg.Livelock, p.record = steps.n, livelock.n, true
			e, err := a.execute(c.Context(), p, out)
			if err != nil {
				return err
			}
			if e.diverged != nil {
				return a.divergence(e)
			}
			return a.writeFormat(e, format.word, file)
		},
	}
	f := c.Flags()
	f.Var(&format, "format", strings.Join(report.Formats(), ", "))
	f.StringVarP(&file, "output", "o", "", "write to this file instead of stdout")
	f.Var(&steps, "steps", "limit for the steps of the execution, if it was recorded with one")
	f.Var(&livelock, "livelock", "steps in which nothing changes until that is a livelock, likewise")
	out.addProgress(c)
	complete(c, "format", report.Formats())
	return c
}

// writeFormat writes the execution to the file, or to stdout if it is empty. A file is only touched when all of it is
// there to be written.
func (a *app) writeFormat(e *execution, format, file string) error {
	f := report.Finding{Scenario: e.program.String(), Kind: "passed"}
	if len(e.failures) > 0 {
		f.Kind, f.Message, f.Where = e.failures[0].Kind, e.failures[0].Message, e.failures[0].Where
	}
	f = a.described(f, e)
	if file == "" {
		// What goes wrong on stdout shows when it is flushed.
		_ = report.Write(a.stdout, f, format)
		return nil
	}
	var b bytes.Buffer
	if err := report.Write(&b, f, format); err != nil {
		return usagef("cannot make the report: %v", err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		return usagef("cannot write the report: %v", err)
	}
	return nil
}
