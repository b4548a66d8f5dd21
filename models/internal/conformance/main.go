package conformance

import (
	"flag"
	"regexp"
	"testing"
)

// caseID is how the name of a case begins.
var caseID = regexp.MustCompile(`^[A-Z]{2}\d`)

// Main is for TestMain of a package with cases. With it "go test -run LK17" runs the case LK17, although that is a
// subtest: Go itself would look for a test function of that name.
func Main(m *testing.M) {
	flag.Parse()
	if run := flag.Lookup("test.run"); caseID.MatchString(run.Value.String()) {
		run.Value.Set("^Test(Conformance|Interrupt|CtrlC|Signal)$/" + run.Value.String())
	}
	m.Run()
}
