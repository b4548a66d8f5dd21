package gotest_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// callsC calls C, which keeps a number, and calls Go back.
const callsC = `package kept

/*
static int n;
static int next(void) { return ++n; }
extern int back(int);
static int call(int a) { return back(a); }
*/
import "C"
import "sync"

var mu sync.Mutex

func Next() int { return int(C.next()) }

func Call(a int) int { return int(C.call(C.int(a))) }
`

const calledByC = `package kept

import "C"

//export back
func back(a C.int) C.int {
	mu.Lock()
	defer mu.Unlock()
	return a + 1
}
`

const ofC = `package kept

import (
	"sync"
	"testing"
)

func both(f func(i int)) {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
}

func TestNext(t *testing.T) {
	before := Next()
	both(func(int) { Next() })
	if Next() != before+3 {
		t.Error("one is lost")
	}
}

func TestBack(t *testing.T) {
	both(func(i int) {
		if Call(i) != i+1 {
			t.Error(i)
		}
	})
}

func TestBackLast(t *testing.T) { Call(1) }

func TestGo(t *testing.T) { both(func(int) { mu.Lock(); mu.Unlock() }) }
`

// TestC: where C is called nothing is proved, and a test in which C calls Go is told of.
func TestC(t *testing.T) {
	buildCommand(t)
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip(err)
	}
	t.Setenv("CGO_ENABLED", "1")
	dir := module(t, ofC)
	write(t, filepath.Join(dir, "calls.go"), callsC)
	write(t, filepath.Join(dir, "back.go"), calledByC)
	_, results := gotest(t, dir, "--no-store", ".")
	check(t, results, map[string]string{"TestNext": "no failure found", "TestBack": "outside in TestBack", "TestBackLast": "outside in TestBackLast", "TestGo": exhausted})
	if says := results["TestNext"].output; !strings.Contains(says, "which are all orders of its operations, but it calls C") {
		t.Errorf("it calls C: %s", says)
	}
	code, out := run(t, dir, "--no-store", "--exhaustive", ".", "-run", "TestNext")
	if code != 1 || !strings.Contains(out, "not exhaustive: what C does is not seen") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}
