package simtest_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"runtime"
	"testing"
)

// fake is a test that may fail without failing the one that runs it.
type fake struct {
	testing.TB
	name     string
	cleanups []func()
	dir      string // of artifacts
	out      bytes.Buffer
	failed   bool
}

// inFake runs f as a test would, in a folder of its own, and returns what it left.
func inFake(t *testing.T, name string, f func(t testing.TB)) *fake {
	t.Helper()
	t.Chdir(t.TempDir())
	return again(t, name, f)
}

// again is inFake in the folder that the test before left.
func again(t *testing.T, name string, f func(t testing.TB)) *fake {
	t.Helper()
	if flag.Lookup("rapid.seed").Value.String() == "0" { // each run of this test draws the same
		setFlag(t, "rapid.seed", "1")
	}
	x := &fake{TB: t, name: name, dir: t.TempDir()}
	done := make(chan any)
	go func() { // FailNow ends the goroutine
		defer func() {
			for i := len(x.cleanups) - 1; i >= 0; i-- {
				x.cleanups[i]()
			}
			v := recover()
			if v != nil {
				x.failed = true
			}
			done <- v
		}()
		f(x)
	}()
	if v := <-done; v != nil {
		fmt.Fprintln(&x.out, "panic:", v)
	}
	return x
}

func (x *fake) Name() string        { return x.name }
func (x *fake) Helper()             {}
func (x *fake) Cleanup(f func())    { x.cleanups = append(x.cleanups, f) }
func (x *fake) Output() io.Writer   { return &x.out }
func (x *fake) ArtifactDir() string { return x.dir }
func (x *fake) Failed() bool        { return x.failed }
func (x *fake) Fail()               { x.failed = true }
func (x *fake) FailNow() {
	x.failed = true
	runtime.Goexit()
}
func (x *fake) Log(args ...any)                   { fmt.Fprintln(&x.out, args...) }
func (x *fake) Logf(format string, args ...any)   { fmt.Fprintf(&x.out, format+"\n", args...) }
func (x *fake) Error(args ...any)                 { x.Log(args...); x.Fail() }
func (x *fake) Errorf(format string, args ...any) { x.Logf(format, args...); x.Fail() }
func (x *fake) Fatal(args ...any)                 { x.Log(args...); x.FailNow() }
func (x *fake) Fatalf(format string, args ...any) { x.Logf(format, args...); x.FailNow() }

// setFlag sets a flag of the test binary for one test.
func setFlag(t *testing.T, name, value string) {
	t.Helper()
	f := flag.Lookup(name)
	old := f.Value.String()
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Value.Set(old) })
}
