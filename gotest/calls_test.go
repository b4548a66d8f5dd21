package gotest_test

import (
	"strings"
	"testing"
)

// calls has tests of goroutines that look at a context twice, where another one may come between the two calls: in two lines, in
// one, and in a loop. In the last one nobody comes in the midst of a call.
const calls = `package calls

import (
	"context"
	"testing"
)

func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	return ctx
}

func TestTwoLines(t *testing.T) {
	ctx := canceled()
	before := ctx.Err()
	if after := ctx.Err(); before == nil && after != nil {
		t.Error("between two lines")
	}
}

func TestOneLine(t *testing.T) {
	if ctx := canceled(); ctx.Err() == nil && context.Cause(ctx) != nil {
		t.Error("between two calls")
	}
}

func TestLoop(t *testing.T) {
	ctx := canceled()
	var ended [2]bool
	for i := range ended {
		ended[i] = ctx.Err() != nil
	}
	if ended == [2]bool{false, true} {
		t.Error("between two rounds")
	}
}

func TestOneCall(t *testing.T) {
	if ctx := canceled(); ctx.Err() == nil {
		return
	} else if context.Cause(ctx) == nil {
		t.Error("it has ended, and why is not known")
	}
}
`

// TestCalls: a goroutine may lose the processor between two calls of package context, and not within one.
func TestCalls(t *testing.T) {
	dir := module(t, calls)
	for test, says := range map[string]string{"TestTwoLines": "between two lines", "TestOneLine": "between two calls", "TestLoop": "between two rounds",
		"TestOneCall": exhausted} {
		if _, out := run(t, dir, "--no-store", ".", "-run", test+"$", "-v"); !strings.Contains(out, says) {
			t.Errorf("%s does not say %q:\n%s", test, says, out)
		}
	}
}
