package report

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

type junitSuites struct {
	XMLName  xml.Name   `xml:"testsuites"`
	Name     string     `xml:"name,attr"`
	Tests    int        `xml:"tests,attr"`
	Failures int        `xml:"failures,attr"`
	Errors   int        `xml:"errors,attr"`
	Suite    junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Time    string        `xml:"time,attr"`
	Failure *junitFailure `xml:"failure"`
	Error   *junitFailure `xml:"error"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// JUnit writes what became of a program as one test case, for the many tools that read JUnit's XML. The case has the
// name of the program, whether it passed or how it failed, so that a tool can follow it from one run to the next; all
// findings are in the text of its failure. Without one it has passed, unless nothing came to its end: then it is an error.
func JUnit(w io.Writer, program string, findings []Finding) error {
	program = Plain(program)
	s := junitSuite{Name: program, Tests: 1, Time: "0"}
	c := junitCase{Name: program, Class: "simrun", Time: "0"}
	var messages, texts, replays []string
	for _, f := range findings {
		f = f.plain()
		replays = append(replays, f.ReplayLine)
		switch f.Kind {
		case CutShort:
			c.Error = &junitFailure{Type: f.Kind, Message: f.short()}
			fallthrough
		case Passed, Inconclusive:
			c.Out = strings.Trim(f.Message+"\n"+c.Out, "\n")
			continue
		}
		var text bytes.Buffer
		if err := Text(&text, f, Options{}); err != nil {
			return err
		}
		messages, texts = append(messages, f.Kind+": "+f.short()), append(texts, text.String())
		if c.Failure == nil {
			c.Failure = &junitFailure{Type: f.Kind, Message: f.short()}
		}
	}
	if c.Error != nil {
		s.Errors = 1
	}
	if c.Failure != nil {
		s.Failures, s.Errors, c.Error = 1, 0, nil
		if n := len(messages); n > 1 {
			c.Failure.Message = count(n, "finding", "findings") + ": " + strings.Join(messages, " ")
		}
		c.Failure.Text = strings.Join(texts, "\n")
		c.Out = ""
	}
	c.Out = strings.Trim(c.Out+"\n"+strings.Join(replays, "\n"), "\n")
	s.Cases = []junitCase{c}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(junitSuites{Name: "simrun", Tests: s.Tests, Failures: s.Failures, Errors: s.Errors, Suite: s}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
