package report

import (
	"bytes"
	"encoding/xml"
	"io"
)

type junitSuites struct {
	XMLName  xml.Name   `xml:"testsuites"`
	Name     string     `xml:"name,attr"`
	Tests    int        `xml:"tests,attr"`
	Failures int        `xml:"failures,attr"`
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
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// JUnit writes findings as the failures of a test suite, for the many tools that read JUnit's XML. Without a finding
// the suite has one test that passed.
func JUnit(w io.Writer, suite string, findings []Finding) error {
	suite = Plain(suite)
	s := junitSuite{Name: suite, Tests: max(len(findings), 1), Failures: len(findings), Time: "0"}
	for _, f := range findings {
		f = f.plain()
		var text bytes.Buffer
		if err := Text(&text, f, Options{}); err != nil {
			return err
		}
		s.Cases = append(s.Cases, junitCase{
			Name: f.Title(), Class: "simrun", Time: "0",
			Failure: &junitFailure{Type: f.Kind, Message: f.short(), Text: text.String()}, Out: f.ReplayLine,
		})
	}
	if len(findings) == 0 {
		s.Cases = []junitCase{{Name: suite, Class: "simrun", Time: "0"}}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(junitSuites{Name: "simrun", Tests: s.Tests, Failures: s.Failures, Suite: s}); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
