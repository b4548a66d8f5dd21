// Package observed has random tests, and executes each of them: once, if simrun does, or OBSERVED_TIMES times. What became of it is printed.
package observed

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var (
	times, _ = strconv.Atoi(os.Getenv("OBSERVED_TIMES"))
	mode     = os.Getenv("OBSERVED_MODE")
)

// y has goroutines change places where Go's own scheduler seldom would.
func y() {
	if times == 0 {
		return
	}
	switch rand.IntN(8) {
	case 0, 1, 2:
		for range rand.IntN(4) {
			runtime.Gosched()
		}
	case 3:
		switch {
		case mode == "races" && rand.IntN(4) == 0:
			time.Sleep(time.Duration(rand.IntN(50)) * time.Microsecond)
		case mode == "timed":
			time.Sleep(time.Duration(rand.IntN(2500)) * time.Microsecond)
		}
	}
}

// program is one execution: what each goroutine has seen, and what is left at the end.
type program struct {
	saw      [64]string
	end      func() string
	cleanups []func()
}

func (p *program) cleanup(f func()) { p.cleanups = append(p.cleanups, f) }

func (p *program) say(i int, v ...any) { p.saw[i] += " " + fmt.Sprint(v...) }

// life is that of goroutine i.
func (p *program) life(i int, f func()) {
	defer func() {
		if r := recover(); r != nil {
			p.saw[i] += fmt.Sprint(" panic ", r)
		}
	}()
	f()
}

func (p *program) outcome() string {
	end := ""
	if p.end != nil {
		end = p.end()
	}
	for _, f := range p.cleanups {
		f()
	}
	return fmt.Sprintf("%q", "["+end+"]"+strings.TrimRight(strings.Join(p.saw[:], ";"), ";"))
}

// folder is an empty one.
func (p *program) folder() string {
	dir, err := os.MkdirTemp("", "observed-")
	if err != nil {
		panic(err)
	}
	p.cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// search executes the lives that mk makes, side by side.
func search(t *testing.T, mk func(p *program) []func()) {
	once := map[string]func(*testing.T, func(p *program) []func()) (string, bool){
		"plain": left, "timed": ended, "bubble": bubbled, "subtests": subtests, "races": raced,
	}[mode]
	seen, stuck := map[string]bool{}, 0
	for i := 0; i < max(times, 1) && stuck < 4; i++ {
		if times > 0 {
			runtime.GOMAXPROCS([]int{1, 2, 4}[i*3/times])
		}
		outcome, ok := once(t, mk)
		if !ok {
			stuck++
		}
		if outcome != "" && !seen[outcome] {
			seen[outcome] = true
			println("OUTCOME", t.Name(), outcome)
		}
	}
}

// start has the lives begin. Each that ends sends.
func start(p *program, lives []func()) (done chan int) {
	done = make(chan int, len(lives))
	order := make([]int, len(lives))
	for i := range order {
		order[i] = i
	}
	if times > 0 {
		rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	for _, i := range order {
		go func() {
			defer func() { done <- i }()
			p.life(i, lives[i])
		}()
		y()
	}
	return done
}

// left waits until nothing moves any more: some may wait for ever.
func left(t *testing.T, mk func(p *program) []func()) (string, bool) {
	p := &program{}
	done := start(p, mk(p))
	if times == 0 {
		time.Sleep(time.Minute) // of virtual time: it passes when nobody can go on
		return p.outcome(), true
	}
	ok := within(done, 100*time.Millisecond)
	for range 20 {
		runtime.Gosched()
	}
	if !settled() {
		return "", ok
	}
	return p.outcome(), ok
}

// within says whether all lives end in time.
func within(done chan int, patience time.Duration) bool {
	late := time.NewTimer(patience)
	defer late.Stop()
	for range cap(done) {
		select {
		case <-done:
		case <-late.C:
			return false
		}
	}
	return true
}

// settled says whether all other goroutines wait for each other.
func settled() bool {
	for range 20 {
		buf, ok := make([]byte, 1<<20), true
		buf = buf[:runtime.Stack(buf, true)]
		for k, s := range strings.Split(string(buf), "\n\n") {
			head, _, _ := strings.Cut(s, "\n")
			runs := strings.Contains(head, "[run") || strings.Contains(head, "[sleep") || strings.Contains(head, "[sys") || strings.Contains(head, "[IO")
			ok = ok && (k == 0 || !runs || !strings.Contains(s, "observed"))
		}
		if ok {
			return true
		}
		time.Sleep(5 * time.Millisecond)
	}
	return false
}

// ended waits for all lives, none of which waits for ever.
func ended(t *testing.T, mk func(p *program) []func()) (string, bool) {
	p := &program{}
	done := start(p, mk(p))
	if times > 0 && !within(done, 5*time.Second) {
		return "", false
	}
	if times == 0 {
		for range cap(done) {
			<-done
		}
	}
	return p.outcome(), true
}

// raced is left without an outcome: memory is read and written without an order.
func raced(t *testing.T, mk func(p *program) []func()) (string, bool) {
	p := &program{}
	done, ok := start(p, mk(p)), true
	if times == 0 {
		time.Sleep(time.Minute)
	} else {
		ok = within(done, 100*time.Millisecond)
	}
	for _, f := range p.cleanups {
		f()
	}
	return "", ok
}

// bubbled is ended in a bubble.
func bubbled(t *testing.T, mk func(p *program) []func()) (outcome string, ok bool) {
	synctest.Test(t, func(t *testing.T) {
		p := &program{}
		done := start(p, mk(p))
		for range cap(done) {
			<-done
		}
		outcome = p.outcome()
	})
	return outcome, true
}

// subtests has each life be a parallel subtest, which cleans up.
func subtests(t *testing.T, mk func(p *program) []func()) (outcome string, ok bool) {
	p := &program{}
	t.Run("all", func(t *testing.T) {
		for i, life := range mk(p) {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				t.Cleanup(func() { p.say(i, "cleanup"); y(); p.life(i, life) })
				p.life(i, life)
			})
		}
	})
	return p.outcome(), true
}

type guarded[K comparable, V any] struct {
	mu sync.Mutex
	m  map[K]V
}

func (g *guarded[K, V]) update(k K, f func(V) V) V {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.m == nil {
		g.m = map[K]V{}
	}
	g.m[k] = f(g.m[k])
	return g.m[k]
}

func (g *guarded[K, V]) get(k K) V {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.m[k]
}

type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) inc() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return c.n
}

func (c *counter) get() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

// all counts up, with the lock while each number is looked at.
func (c *counter) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		c.mu.Lock()
		defer c.mu.Unlock()
		for c.n++; c.n < 4 && yield(c.n); c.n++ {
		}
	}
}

// wrapped is a context of another type, which package context has to watch by a goroutine.
type wrapped struct{ context.Context }

func (w wrapped) Value(any) any { return nil }

// locked is a buffer that goroutines share.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(text)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// served is the answer to a request.
func served(h http.Handler, path string) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Code
}
