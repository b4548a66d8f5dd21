package report_test

import (
	"strings"
	"testing"

	"simrun/report"
)

// Two threads add one to a number, and an update is lost. Where a failure is of a kind that comes of such a thing, that is its cause.
// Where nobody knows whether it has to do with the number, it is no more than suspicious.
func TestRaceKind(t *testing.T) {
	const lost = "careless read counter = 0 (step 2, program.go:4) and wrote 1 "
	for kind, begins := range map[string]string{
		"lost-update": lost, "data-race": lost, "wrong-result": lost, "at-exit": "Suspicious: " + lost, "assertion": "Suspicious: " + lost,
	} {
		f := update()
		f.Kind, f.Message = kind, "it is wrong"
		if cause := strings.Join(report.Cause(f), " "); !strings.HasPrefix(cause, "it is wrong. "+begins) {
			t.Errorf("%s: %s", kind, cause)
		}
	}
}
