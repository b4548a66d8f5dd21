package features

import (
	"bytes"
	"log"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// both calls f in two goroutines and waits for them.
func both(f func(i int)) {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
}

// An operation on an atomic.Value is one, although Go's library makes it of several.
func TestValue(t *testing.T) {
	var v atomic.Value
	v.Store(0)
	both(func(int) {
		for old := v.Load(); !v.CompareAndSwap(old, old.(int)+1); old = v.Load() {
		}
	})
	if v.Load() != 2 {
		t.Error("one is lost")
	}
}

func TestValueLost(t *testing.T) {
	var v atomic.Value
	v.Store(0)
	both(func(int) { v.Store(v.Load().(int) + 1) })
	if v.Load() != 2 {
		t.Error("one is lost")
	}
}

func TestLog(t *testing.T) { both(func(i int) { log.Println(i) }) }

var logger = log.New(&bytes.Buffer{}, "", log.LstdFlags)

func TestLogger(t *testing.T) { both(func(i int) { logger.Println(i) }) }

type account struct {
	mu    sync.Mutex
	money int
}

// A lock to which a package variable leads is the same one, whoever comes to it first.
var accounts = map[string]*account{"a": {}, "b": {}}

func TestOfVariable(t *testing.T) {
	both(func(int) {
		a := accounts["a"]
		a.mu.Lock()
		a.money++
		a.mu.Unlock()
	})
}

func TestOfVariableTwice(t *testing.T) {
	both(func(i int) {
		a, b := accounts["a"], accounts["b"]
		if i == 1 {
			a, b = b, a
		}
		a.mu.Lock()
		b.mu.Lock()
		a.money, b.money = a.money+1, b.money-1
		b.mu.Unlock()
		a.mu.Unlock()
	})
}

// So is one of many to which only the goroutines that share it come.
func TestOfShards(t *testing.T) {
	var shards []*account
	for range 256 {
		shards = append(shards, &account{})
	}
	both(func(int) {
		a := shards[200]
		a.mu.Lock()
		a.money++
		a.mu.Unlock()
	})
}

// The buffer of a timer's channel is not seen.
func TestTimerBuffer(t *testing.T) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	if c := time.After(1); cap(c) != 0 || cap(ticker.C) != 0 || cap(make(chan int, 3)) != 3 {
		t.Error(cap(c), cap(ticker.C))
	}
	time.Sleep(time.Minute)
	if len(ticker.C) != 0 {
		t.Error(len(ticker.C))
	}
}

// A ticker whose ticks nobody takes is no goroutine that waits.
func TestTickerLeft(t *testing.T) {
	<-time.NewTicker(time.Second).C
	time.Sleep(time.Minute)
	t.Error("as it should")
}

// Two timers that are started side by side do not depend on each other.
func TestTimersSideBySide(t *testing.T) { both(func(int) { <-time.After(time.Second) }) }

// stacks are those of the goroutines, as goleak and others read them.
func stacks() []string {
	buf := make([]byte, 1<<16)
	return strings.Split(strings.TrimSpace(string(buf[:runtime.Stack(buf, true)])), "\n\n")
}

// left are the goroutines that have not ended although some time has passed, without the one that asks.
func left() (list []string) {
	for range 5 {
		if list = stacks()[1:]; len(list) == 0 {
			break
		}
		time.Sleep(time.Second)
	}
	return list
}

func TestStacks(t *testing.T) {
	var mu sync.Mutex
	c, done := make(chan int), make(chan bool)
	go func() { c <- 1; mu.Lock(); close(done) }()
	mu.Lock()
	waits := left()
	<-c
	locks := left()
	mu.Unlock()
	<-done
	if len(waits) != 1 || !strings.HasPrefix(waits[0], "goroutine 4 [chan send]:\nfeatures.TestStacks.func1(") {
		t.Error(waits)
	}
	if len(locks) != 1 || !strings.Contains(locks[0], "[sync.Mutex.Lock]:\n") || !strings.Contains(locks[0], "\ncreated by features.TestStacks in goroutine 3\n") {
		t.Error(locks)
	}
	if list := left(); len(list) > 0 {
		t.Error(list)
	}
	for _, s := range append(append(waits, locks...), string(debug.Stack())) {
		if strings.Contains(s, "internal/simrun/") || strings.Contains(s, "/simrun.go") {
			t.Error(s)
		}
	}
}

// Who comes second is left behind.
func TestStackLeft(t *testing.T) {
	c := make(chan int)
	go func() { c <- 1 }()
	go func() { c <- 2 }()
	if <-c == 2 {
		return
	}
	if list := left(); len(list) > 0 {
		t.Error(list[0])
	}
}

// TestCallers: what package runtime says of a stack has the lines of the program and of Go's library, and nothing of what simulates them.
func TestCallers(t *testing.T) {
	var once sync.Once
	var called, walked []string
	done := make(chan bool)
	go func() {
		once.Do(func() {
			pcs := make([]uintptr, 20)
			frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
			for more := true; more; {
				var f runtime.Frame
				f, more = frames.Next()
				called = append(called, f.Function)
			}
			for i := 0; ; i++ {
				pc, _, _, ok := runtime.Caller(i)
				if !ok {
					break
				}
				walked = append(walked, runtime.FuncForPC(pc).Name())
			}
		})
		close(done)
	}()
	<-done
	want := []string{"features.TestCallers.func1.1", "sync.(*Once).Do", "features.TestCallers.func1", "runtime.goexit"}
	called = slices.DeleteFunc(called, func(f string) bool { return f == "sync.(*Once).doSlow" }) // where nobody simulates it
	if !slices.Equal(called, want) || len(walked) < 4 || walked[0] != want[0] || walked[len(walked)-1] != want[3] {
		t.Error(called, walked)
	}
}

// pair is made by a test and comes to the goroutines by a package variable.
type pair struct {
	once sync.Once
	mu   sync.Mutex
	n    int
}

var thePair *pair

// TestMadeForVariable: a lock is the same one whoever uses it first, also where no goroutine was given it.
func TestMadeForVariable(t *testing.T) {
	thePair = new(pair)
	both(func(int) {
		thePair.once.Do(func() { thePair.n++ })
		thePair.mu.Lock()
		defer thePair.mu.Unlock()
		thePair.n++
	})
	if thePair.n != 3 {
		t.Error(thePair.n)
	}
}

// TestMadeForVariableTwice takes the lock in Once too, while another may wait for that with the lock.
func TestMadeForVariableTwice(t *testing.T) {
	thePair = new(pair)
	both(func(i int) {
		if i == 0 {
			thePair.mu.Lock()
			defer thePair.mu.Unlock()
		}
		thePair.once.Do(func() {
			if i == 1 {
				thePair.mu.Lock()
				defer thePair.mu.Unlock()
			}
			thePair.n++
		})
	})
}
