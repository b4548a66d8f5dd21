package gotest_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// remembers has tests that change what package variables lead to, of the package and of one that it imports, and fail if an earlier
// execution was there; two with a bug that shows only in the first execution of a process, unless that state is put back; and two that
// change the state of Go's own library.
const remembers = `package remembers

import (
	"log"
	"mime"
	"sync"
	"sync/atomic"
	"testing"

	"kept/dependency"
)

type table struct {
	mu    sync.Mutex
	names map[string]int
	next  *table
}

type key struct{ name string }

var (
	once    = sync.OnceFunc(func() { mu.Lock(); mu.Unlock() })
	value   = sync.OnceValue(func() int { calls++; return calls })
	count   = counter()
	static  = &table{next: &table{}}
	dynamic = &table{names: map[string]int{}}
	number  = new(int)
	list    = []int{1, 2, 3}
	first   = &key{"first"}
	byKey   = map[*key]int{first: 1}
	any1    any = &table{}
	values  = &sync.Map{}
	atom    = new(atomic.Int64)
	pool    = &sync.Pool{New: func() any { return new(int) }}
	channel = make(chan int, 1)
	nested  = map[string][]*table{"a": {{}}}
	calls   int
	mu      sync.Mutex
)

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func TestRemembers(t *testing.T) {
	for name, is := range map[string]bool{
		"value": value() == 1, "count": count() == 1, "static": static.next.next == nil, "dynamic": len(dynamic.names) == 0, "number": *number == 0,
		"list": list[1] == 2, "byKey": byKey[first] == 1 && len(byKey) == 1, "any": any1.(*table).next == nil, "atom": atom.Add(1) == 1,
		"pool": *pool.Get().(*int) == 0, "channel": len(channel) == 0, "nested": nested["a"][0].next == nil, "lock": static.mu.TryLock(),
		"dependency": dependency.Next() == 1,
	} {
		if !is {
			t.Error("it was here before: " + name)
		}
	}
	if _, loaded := values.LoadOrStore("a", 1); loaded {
		t.Error("it was here before: values")
	}
	static.next.next, dynamic.names["a"], *number, list[1] = &table{}, 1, 1, 7
	byKey[first], byKey[&key{}] = 2, 3
	any1.(*table).next = &table{}
	x := 1
	pool.Put(&x)
	channel <- 1
	nested["a"][0].next = &table{}
}

func TestOnce(t *testing.T) { // who calls it with the lock waits for who calls it without
	done := make(chan bool)
	go func() { mu.Lock(); once(); mu.Unlock(); close(done) }()
	once()
	<-done
}

func TestCache(t *testing.T) { // both may find nothing
	var made atomic.Int32
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if dynamic.get("a") == 0 {
				made.Add(1)
				dynamic.set("a", 1)
			}
		})
	}
	both.Wait()
	if made.Load() == 2 {
		t.Error("made twice")
	}
}

func TestSeventh(t *testing.T) {
	log.SetPrefix(log.Prefix() + "x")
	if log.Prefix() == "xxxxxxx" {
		t.Error("the seventh")
	}
}

func TestSetsUpAndFails(t *testing.T) { // as TestCache does, where what is set up takes other steps the first time
	var n atomic.Int32
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			mime.TypeByExtension(".html")
			x := n.Load()
			n.Store(x + 1)
		})
	}
	both.Wait()
	if n.Load() != 2 {
		t.Error("one is lost")
	}
}

func TestSetsUp(t *testing.T) { mime.TypeByExtension(".html") }

func (x *table) get(name string) int        { x.mu.Lock(); defer x.mu.Unlock(); return x.names[name] }
func (x *table) set(name string, value int) { x.mu.Lock(); defer x.mu.Unlock(); x.names[name] = value }
`

// TestState: each execution begins with the state of a new process, as far as package variables lead. What they lead to is part of it:
// without that a search would see the first of a process once, and say of all others that there is no failure in any order.
func TestState(t *testing.T) {
	dir := module(t, remembers)
	write(t, filepath.Join(dir, "dependency", "dependency.go"), "package dependency\n\nvar made = &struct{ n int }{}\n\nfunc Next() int { made.n++; return made.n }\n")
	for _, c := range []struct {
		test, says string
		code       int
	}{
		{"TestRemembers", exhausted, 0}, {"TestOnce", "deadlock in TestOnce", 1}, {"TestCache", "made twice", 1},
		{"TestSetsUpAndFails", "one is lost", 1},
		{"TestSetsUp", "simrun: the first execution was not as those after it", 0},
	} {
		for _, strategy := range []string{"auto", "dpor", "random"} {
			if strategy == "random" && c.code == 0 {
				continue // it proves nothing
			}
			code, out := run(t, dir, "--strategy="+strategy, "--no-store", ".", "-run", "^"+c.test+"$", "-v")
			if code != c.code || !strings.Contains(out, c.says) {
				t.Errorf("%s %s: exit code %d, want %d and %q\n%s", c.test, strategy, code, c.code, c.says, out)
			}
		}
	}
	code, out := run(t, dir, "--strategy=random", "--no-store", ".", "-run", "^TestSeventh$")
	if code != 1 || !strings.Contains(out, "TestSeventh cannot be searched: test-failed was found, but in a new process its schedule does not show it") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	_, out = run(t, dir, "--no-store", ".", "-run", "^TestRemembers$", "-v")
	if !strings.Contains(out, "simrun: put back before each execution: kept.atom, kept.byKey, ") || !strings.Contains(out, ", kept/dependency.made\n") {
		t.Errorf("it does not say what is put back:\n%s", out)
	}
}

// alone has a TestMain that takes what one process only can have, and a test that fails.
const alone = `package alone

import (
	"net" // with cgo it has the runtime keep a goroutine for C's threads: none that is at work
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	l, err := net.Listen("unix", "@"+os.Getenv("ALONE"))
	if err != nil {
		println("somebody else has it")
		os.Exit(1)
	}
	code := m.Run()
	l.Close()
	os.Exit(code)
}

func TestFails(t *testing.T) { t.Error("it fails") }

var names = map[string]int{}

func TestPutBack(t *testing.T) {
	if names["a"]++; names["a"] != 1 {
		t.Error("it was here before")
	}
}
`

// TestAlone: a finding that cannot be tried in a second process is one, and that it was not is said.
func TestAlone(t *testing.T) {
	t.Setenv("ALONE", t.TempDir())
	dir := module(t, alone)
	code, out := run(t, dir, "--no-store", ".", "-run", "TestFails")
	if code != 1 || !strings.Contains(out, "test-failed in TestFails") ||
		!strings.Contains(out, "simrun: whether it shows in a new process is not known: exit status 1: somebody else has it\n") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	code, out = run(t, dir, "--no-store", ".", "-run", "TestPutBack", "-v")
	if code != 0 || !strings.Contains(out, exhausted) || strings.Contains(out, "not all put back") {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

// holds has a test that leaves a lock of Go's library locked, and passes in a new process.
const holds = `package holds

import (
	"log"
	"testing"
)

type stuck chan bool

func (s stuck) Write([]byte) (int, error) { <-s; return 0, nil }

func TestHolds(t *testing.T) {
	log.SetOutput(make(stuck))
	go log.Print("nobody reads this")
}
`

// TestLibraryLock: no execution waits for a lock that the one before has left locked in Go's library.
func TestLibraryLock(t *testing.T) {
	_, results := gotest(t, module(t, holds), "--no-store", ".")
	check(t, results, map[string]string{"TestHolds": exhausted})
}
