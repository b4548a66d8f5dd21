package gotest_test

import (
	"strings"
	"testing"
)

// stuck has a test with a loop over a plain variable, that no operation interrupts, between two others.
const stuck = `package stuck

import "testing"

func TestBefore(t *testing.T) { both() }

func TestPlain(t *testing.T) {
	over := false
	go func() { over = true }()
	for !over {
		nothing()
	}
}

func TestAfter(t *testing.T) { both() }

func both() {
	c := make(chan bool)
	go func() { c <- true }()
	<-c
}

//go:noinline
func nothing() {}
`

// TestStuck: of a step that does not end it is said where it stands, and nothing of models, which the program has none of. The tests after it, which
// crashed because of what it does meanwhile, name the one to leave out, and are executed without it.
func TestStuck(t *testing.T) {
	dir := module(t, stuck)
	_, results := gotest(t, dir, "--no-store", ".")
	const remedy = "leave it out with -skip '^TestPlain$'\n"
	check(t, results, map[string]string{
		"TestBefore": exhausted, "TestPlain": "TestPlain cannot be searched: step ",
		"TestAfter": "TestAfter cannot be searched: TestPlain goes on in this process, and no other test can be executed beside it: ",
	})
	if out := results["TestPlain"].output; !strings.Contains(out, "did not end within 10s: it stands at kept_test.go:") ||
		!strings.Contains(out, remedy) || strings.Contains(out, "model") {
		t.Errorf("%s", out)
	}
	_, results = gotest(t, dir, "--no-store", ".", "-skip=^TestPlain$")
	check(t, results, map[string]string{"TestBefore": exhausted, "TestAfter": exhausted})
}
