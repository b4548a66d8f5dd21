package cli

import (
	"bytes"
	"strings"
	"testing"

	"simrun/properties/catalog"
)

// A catalog that passes as expected, but not exhaustively, has the exit code 4 if that is asked for.
func TestExploreAllNotExhaustive(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		errs string
	}{
		{"explore --all --strategy random --executions 1", exitPassed, ""},
		{"explore --all --strategy random --executions 1 --require-exhaustive", exitBudget,
			"mytool: 1 of the searches ended before everything was tried\n"},
		{"explore --all --require-exhaustive", exitPassed, ""},
	} {
		var out, errs bytes.Buffer
		code := newApp("mytool", ownEntries()[2:], strings.NewReader(""), &out, &errs).run(strings.Fields(c.args))
		if code != c.code || errs.String() != c.errs {
			t.Errorf("%s: exit code %d, stderr %q, stdout %q; want %d and %q", c.args, code, errs.String(), out.String(), c.code, c.errs)
		}
	}
}

// A program that shares something past the models proves nothing: --all does not say of it that it is as expected.
func TestExploreAllSharing(t *testing.T) {
	var out, errs bytes.Buffer
	code := newApp("mytool", []catalog.Entry{sharingEntry()}, strings.NewReader(""), &out, &errs).run([]string{"explore", "--all"})
	if want := "FAIL  shared: sharing, expected no failure ("; code != exitFailed || !strings.HasPrefix(out.String(), want) {
		t.Errorf("exit code %d, stdout %q, stderr %q; want %d and %q", code, out.String(), errs.String(), exitFailed, want)
	}
}
