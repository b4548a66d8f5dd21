package report

import (
	"fmt"
	"io"
	"strings"
)

// format is one way to write a finding.
type format struct {
	name  string
	write func(w io.Writer, list []Finding) error // at least one
	lists bool                                    // it shows them all, not only the first
}

// formats are in the order in which help lists them.
func formats() []format {
	return []format{
		{"html", first(HTML), false},
		{"json", first(writeJSON), false},
		{"perfetto", first(writeChrome), false},
		{"chrome", first(writeChrome), false},
		{"mermaid", first(writeMermaid), false},
		{"dot", first(writeDot), false},
		{"junit", func(w io.Writer, list []Finding) error { return JUnit(w, list[0].Scenario, list) }, true},
		{"github", oneByOne(writeGitHub, ""), true},
		{"markdown", oneByOne(writeMarkdown, "\n"), true},
		{"text", oneByOne(func(w io.Writer, f Finding) error { return Text(w, f, Options{}) }, "\n"), true},
	}
}

// first writes the first of several findings.
func first(write func(w io.Writer, f Finding) error) func(w io.Writer, list []Finding) error {
	return func(w io.Writer, list []Finding) error { return write(w, list[0]) }
}

// oneByOne writes several findings one after the other.
func oneByOne(write func(w io.Writer, f Finding) error, between string) func(w io.Writer, list []Finding) error {
	return func(w io.Writer, list []Finding) error {
		for i, f := range list {
			if i > 0 {
				if _, err := io.WriteString(w, between); err != nil {
					return err
				}
			}
			if err := write(w, f); err != nil {
				return err
			}
		}
		return nil
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

// Lists says whether the format can show several findings, and a program that passed.
func Lists(name string) bool {
	for _, known := range formats() {
		if known.name == name {
			return known.lists
		}
	}
	return false
}

// Write writes a finding in one of the Formats. An unknown format is an error that lists them.
func Write(w io.Writer, f Finding, name string) error { return WriteAll(w, []Finding{f}, name) }

// WriteAll writes what was found in one program: at least one finding, or one that says that there is none, as of the
// kind [Passed]. A format that does not
// take a list, as [Lists] says, shows the first.
func WriteAll(w io.Writer, list []Finding, name string) error {
	for _, known := range formats() {
		if known.name == name {
			return known.write(w, list)
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
