package simtest

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"simrun/internal/hostile"
)

// victim is a test that may fail.
type victim struct {
	testing.TB
	out      bytes.Buffer
	cleanups []func()
	failed   bool
}

func (v *victim) Helper()                           {}
func (v *victim) Name() string                      { return "TestVictim" }
func (v *victim) Output() io.Writer                 { return &v.out }
func (v *victim) Failed() bool                      { return v.failed }
func (v *victim) Cleanup(f func())                  { v.cleanups = append(v.cleanups, f) }
func (v *victim) Logf(format string, args ...any)   { fmt.Fprintf(&v.out, format+"\n", args...) }
func (v *victim) Errorf(format string, args ...any) { v.Logf(format, args...); v.failed = true }
func (v *victim) Fatalf(format string, args ...any) { v.Errorf(format, args...); runtime.Goexit() }
func (v *victim) FailNow()                          { v.failed = true; runtime.Goexit() }

// TestHostile: whatever a program does, the test ends within twice the watchdog's time, and what it did is named. Closing
// the runner does not wait for a step that does not end. Without the tag slow it is a sample.
func TestHostile(t *testing.T) {
	before := watchdog
	watchdog = time.Second
	defer func() { watchdog = before }()
	for _, b := range hostile.All() {
		if !b.Once && !everyHostile {
			continue
		}
		v := &victim{TB: t}
		start := time.Now()
		done := make(chan struct{})
		go func() { // FailNow ends the goroutine
			defer close(done)
			defer func() {
				for _, f := range v.cleanups {
					f()
				}
			}()
			TestWith(v, Options{NoStore: true, Executions: 300}, b.Main)
		}()
		select {
		case <-done:
		case <-time.After(2*watchdog + 5*time.Second):
			t.Errorf("%s: not at its end after %v", b.Name, time.Since(start))
			continue
		}
		if out := strings.Join(strings.Fields(v.out.String()), " "); !v.failed || !regexp.MustCompile(b.Says).MatchString(out) {
			t.Errorf("%s: failed %v, does not say %s\n%s", b.Name, v.failed, b.Says, v.out.String())
		}
	}
}
