package gotest_test

import (
	"strings"
	"testing"
)

// early has a test that waits until its context has expired, which is right whenever that is, and one that takes for granted that there is
// time for something before.
const early = `package early

import (
	"context"
	"testing"
	"time"
)

func TestExpires(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
}

func TestInTime(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	if ctx.Err() != nil {
		t.Error("late")
	}
}
`

// TestEarly: a goroutine that a timer starts gets what its function holds when the timer is set, as one gets it from a go statement. So a
// context with a timeout is the same to all, whether it has expired before anybody looks at it or behind, and its test is proved.
func TestEarly(t *testing.T) {
	dir := module(t, early)
	for test, says := range map[string]string{"TestExpires": exhausted, "TestInTime": "late"} {
		if _, out := run(t, dir, "--no-store", "--clock=anytime", ".", "-run", test, "-v"); !strings.Contains(out, says) {
			t.Errorf("%s does not say %q:\n%s", test, says, out)
		}
	}
}
