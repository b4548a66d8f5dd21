package report

import (
	"fmt"
	"io"
	"strings"
)

// format is one way to write a finding.
type format struct {
	name  string
	write func(io.Writer, Finding) error
}

// formats are in the order in which help lists them.
func formats() []format {
	return []format{
		{"html", HTML},
		{"json", writeJSON},
		{"perfetto", writeChrome},
		{"chrome", writeChrome},
		{"mermaid", writeMermaid},
		{"dot", writeDot},
		{"junit", func(w io.Writer, f Finding) error { return JUnit(w, f.Scenario, []Finding{f}) }},
		{"github", writeGitHub},
		{"markdown", writeMarkdown},
		{"text", func(w io.Writer, f Finding) error { return Text(w, f, Options{}) }},
	}
}

// Formats are the names that Write knows.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Write writes a finding in one of the Formats. An unknown format is an error that lists them.
func Write(w io.Writer, f Finding, name string) error {
	for _, known := range formats() {
		if known.name == name {
			return known.write(w, f)
		}
	}
	return fmt.Errorf("unknown format %q: use one of %s", name, strings.Join(Formats(), ", "))
}

// Title is the finding in a few words: "deadlock in queue-pipeline messages=2".
func (f Finding) Title() string {
	if f.Scenario == "" {
		return plain(f.Kind)
	}
	return plain(f.Kind + " in " + f.Scenario)
}
