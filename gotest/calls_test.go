package gotest_test

import "testing"

// calls has tests of goroutines that look at a context twice, where another one may come between the two calls: in two lines, in
// one, and in a loop; in TestOneCall nobody comes in the midst of a call. The others look twice at what else goroutines share through Go's library, with
// and without a lock around both.
const calls = `package calls

import (
	"bytes"
	"context"
	"expvar"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"text/template"
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

// twice fails if another goroutine changes between two looks what they see.
func twice[T comparable](t *testing.T, lock sync.Locker, change func(), look func() T) {
	go func() {
		lock.Lock()
		defer lock.Unlock()
		change()
	}()
	lock.Lock()
	defer lock.Unlock()
	if before := look(); before != look() {
		t.Error("between two looks")
	}
}

// open is no lock.
type open struct{}

func (open) Lock()   {}
func (open) Unlock() {}

func served(t *testing.T, lock sync.Locker) {
	mux := http.NewServeMux()
	twice(t, lock, func() { mux.HandleFunc("/a", func(http.ResponseWriter, *http.Request) {}) }, func() int {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", "/a", nil))
		return w.Code
	})
}

func TestMux(t *testing.T)       { served(t, open{}) }
func TestMuxLocked(t *testing.T) { served(t, &sync.Mutex{}) }

func defined(t *testing.T, lock sync.Locker) {
	list := template.New("list")
	twice(t, lock, func() { list.New("item").Parse("x") }, func() bool { return list.Lookup("item") != nil })
}

func TestTemplate(t *testing.T)       { defined(t, open{}) }
func TestTemplateLocked(t *testing.T) { defined(t, &sync.Mutex{}) }

func counted(t *testing.T, lock sync.Locker) {
	var counts expvar.Map
	twice(t, lock, func() { counts.Add("k", 1) }, func() bool { return counts.Get("k") != nil })
}

func TestCounts(t *testing.T)       { counted(t, open{}) }
func TestCountsLocked(t *testing.T) { counted(t, &sync.Mutex{}) }

func written(t *testing.T, lock sync.Locker) {
	var text bytes.Buffer
	l := log.New(&text, "", 0)
	done := make(chan int)
	go func() {
		lock.Lock()
		l.Print("x")
		lock.Unlock()
		close(done)
	}()
	lock.Lock()
	l.Print("a")
	l.Print("b")
	lock.Unlock()
	if <-done; text.String() == "a\nx\nb\n" {
		t.Error("between two lines")
	}
}

func TestLog(t *testing.T)       { written(t, open{}) }
func TestLogLocked(t *testing.T) { written(t, &sync.Mutex{}) }
`

// TestCalls: a goroutine may lose the processor between two calls of a package whose objects goroutines share, and not within one of context.
func TestCalls(t *testing.T) {
	_, results := gotest(t, module(t, calls), "--no-store", ".")
	want := map[string]string{"TestOneCall": exhausted}
	for _, test := range []string{"TestTwoLines", "TestOneLine", "TestLoop"} {
		want[test] = "test-failed in " + test + "\n"
	}
	for _, test := range []string{"TestMux", "TestTemplate", "TestCounts", "TestLog"} {
		want[test], want[test+"Locked"] = "test-failed in "+test+"\n", exhausted
	}
	check(t, results, want)
}
