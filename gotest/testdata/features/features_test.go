// Package features has a test for each thing that a test in Go may do.
package features

import (
	"context"
	"fmt"
	"iter"
	"log"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestSubtests(t *testing.T) {
	for i := range 2 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			t.Cleanup(func() { t.Log("clean") })
			c := make(chan int)
			go func() { c <- i }()
			if got := <-c; got != i {
				t.Error(got)
			}
		})
	}
}

func TestParallel(t *testing.T) { t.Parallel() }

func TestSkipped(t *testing.T) { t.Skip("not now") }

func TestFatalInSome(t *testing.T) {
	c := make(chan int, 2)
	for i := range 2 {
		go func() { c <- i }()
	}
	if <-c == 1 {
		t.Fatal("1 came first")
	}
}

func TestHelperFails(t *testing.T) {
	fmt.Println("printed by the program") // a thousand times would be too often
	t.Run("sub", func(t *testing.T) { t.Fail() })
}

func TestPanics(t *testing.T) {
	var wg sync.WaitGroup
	wg.Go(func() {
		var m map[string]int
		m["a"] = 1
	})
	wg.Wait()
}

func TestRecovers(t *testing.T) {
	c, done := make(chan int), make(chan any)
	go func() {
		defer func() { done <- recover() }()
		close(c)
		close(c)
	}()
	if err, ok := (<-done).(runtime.Error); !ok || err.Error() != "close of closed channel" {
		t.Error(err)
	}
}

func TestGoexit(t *testing.T) {
	done := make(chan bool)
	go func() {
		defer close(done)
		runtime.Goexit()
	}()
	<-done
}

func TestDeadline(t *testing.T) {
	start := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	<-ctx.Done()
	if took := time.Since(start); ctx.Err() != context.DeadlineExceeded || took < time.Hour || took > time.Hour+time.Second {
		t.Error(ctx.Err(), took)
	}
}

func TestTicker(t *testing.T) {
	ticker := time.NewTicker(time.Minute)
	for range 3 {
		<-ticker.C
	}
	ticker.Stop()
	fired := make(chan bool)
	timer := time.AfterFunc(time.Second, func() { close(fired) })
	<-fired
	if timer.Reset(time.Second) {
		t.Error("it was active")
	}
	if !timer.Stop() {
		t.Error("it was not active")
	}
}

func TestBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const patience = 5 * time.Second
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		time.Sleep(patience - time.Nanosecond)
		synctest.Wait()
		if err := ctx.Err(); err != nil {
			t.Fatal("before its time:", err)
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if err := ctx.Err(); err != context.DeadlineExceeded {
			t.Fatal("after its time:", err)
		}
	})
}

func TestPull(t *testing.T) {
	c := make(chan int, 1)
	next, stop := iter.Pull(func(yield func(int) bool) {
		for i := range 3 {
			c <- i
			if !yield(<-c) {
				return
			}
		}
	})
	defer stop()
	for i := range 2 {
		if v, ok := next(); v != i || !ok {
			t.Error(v, ok)
		}
	}
}

func TestReflect(t *testing.T) {
	c := make(chan string, 1)
	v := reflect.ValueOf(c)
	v.Send(reflect.ValueOf("a"))
	if got, ok := v.Recv(); !ok || got.String() != "a" {
		t.Error(got, ok)
	}
	v.Close()
	if i, _, ok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: v}}); i != 0 || ok {
		t.Error(i, ok)
	}
}

func TestMapsAndPools(t *testing.T) {
	var m sync.Map
	p := sync.Pool{New: func() any { return new(int) }}
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			x := p.Get().(*int)
			m.Store(i, *x)
			p.Put(x)
		})
	}
	wg.Wait()
	n := 0
	m.Range(func(any, any) bool { n++; return true })
	if n != 2 {
		t.Error(n)
	}
}

// The seed of the program's random numbers is that of the search.
func TestRandom(t *testing.T) {
	order := map[int]bool{}
	for i := range 20 {
		order[i] = true
	}
	c := make(chan int, 20)
	go func() {
		defer close(c)
		for i := range order {
			c <- i + rand.IntN(3)
		}
	}()
	for range c {
	}
}

var (
	calls int
	mu    sync.Mutex
)

// A package variable is put back before each execution.
func TestPackageVariable(t *testing.T) {
	if calls++; calls != 1 {
		t.Error("called again")
	}
	mu.Lock() // and never unlocked
	go func() { mu.Lock() }()
}

// What is not the program's own is not put back.
func TestDoesNotRepeat(t *testing.T) {
	log.SetPrefix(log.Prefix() + "x")
	var wg sync.WaitGroup
	for range len(log.Prefix()) {
		wg.Go(func() {})
	}
	wg.Wait()
}

func TestNetwork(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	l.Accept()
}

// How far another process has come is no part of an execution.
func TestProcess(t *testing.T) {
	if err := exec.Command("true").Run(); err != nil {
		t.Skip(err)
	}
}

// Only some schedules come to the network.
func TestNetworkInSome(t *testing.T) {
	done := make(chan bool, 1)
	go func() {
		select {
		case <-done:
		default:
			TestNetwork(t)
		}
	}()
	done <- true
}

func TestTooLong(t *testing.T) { time.Sleep(time.Hour) }

func TestOnlyPlain(t *testing.T) {
	if os.Getenv("HOME") == "nowhere" {
		t.Error("nowhere")
	}
}

func TestLeftRunning(t *testing.T) {
	go func() {
		for {
			time.Sleep(time.Millisecond)
		}
	}()
}

// The order of a sync.Map is the same in each execution: the first key says how many operations follow.
func TestMapOrder(t *testing.T) {
	var m sync.Map
	for i := range 20 {
		m.Store(i, true)
	}
	first := 0
	m.Range(func(k, _ any) bool { first = k.(int); return false })
	c := make(chan int, 20)
	for range first {
		c <- first
	}
}

// What is nil, or was copied, panics, and the goroutine is simulated as before when that was recovered.
func TestNil(t *testing.T) {
	var (
		pool   *sync.Pool
		mu     *sync.Mutex
		rw     *sync.RWMutex
		group  *sync.WaitGroup
		once   *sync.Once
		values *sync.Map
		cond   = sync.NewCond(&sync.Mutex{})
	)
	cond.Signal()
	copied := reflect.New(reflect.TypeOf(*cond))
	copied.Elem().Set(reflect.ValueOf(cond).Elem())
	for name, f := range map[string]func(){
		"Get": func() { pool.Get() }, "Put": func() { pool.Put(1) }, "Lock": func() { mu.Lock() }, "RLock": func() { rw.RLock() },
		"Add": func() { group.Add(1) }, "Wait": func() { group.Wait() }, "Do": func() { once.Do(func() {}) },
		"Range": func() { values.Range(func(_, _ any) bool { return true }) }, "Load": func() { values.Load(1) },
		"copied": func() { copied.Interface().(*sync.Cond).Broadcast() },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error(name + " does not panic")
				}
			}()
			f()
		}()
		c := make(chan int)
		go func() { c <- 1 }()
		<-c
	}
	real := sync.Pool{New: func() any { return 1 }}
	real.Put(nil)
	if real.Get() != 1 {
		t.Error("nil was kept")
	}
}

// A context that is cancelled before anybody asks for its channel gives one that all such contexts have.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() { <-ctx.Done() })
	}
	group.Wait()
}

func TestLength(t *testing.T) {
	c, done := make(chan int, 1), make(chan bool)
	go func() { c <- 1; close(done) }()
	if len(c) == 0 {
		t.Error("nothing was sent yet")
	}
	<-done
}

func TestTwoLook(t *testing.T) {
	c := make(chan int, 1)
	c <- 1
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if len(c) > 0 {
				<-c
			}
		})
	}
	wg.Wait()
}

// What the simulator has started is not counted.
func TestNumGoroutine(t *testing.T) {
	before, c := runtime.NumGoroutine(), make(chan int)
	if before != 2 {
		t.Error(before)
	}
	go func() { <-c }()
	if n := runtime.NumGoroutine(); n != before+1 {
		t.Error(n, before)
	}
	c <- 1
	for runtime.NumGoroutine() > before {
		time.Sleep(time.Millisecond)
	}
}

func TestPolite(t *testing.T) {
	var a, b atomic.Bool
	done := make(chan bool, 2)
	enter := func(me, other *atomic.Bool) {
		me.Store(true)
		for other.Load() {
			runtime.Gosched()
		}
		me.Store(false)
		done <- true
	}
	go enter(&a, &b)
	go enter(&b, &a)
	<-done
	<-done
}

// How long it takes by the clock of a bubble does not count.
func TestLongBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(24 * time.Hour)
		<-time.After(time.Hour)
	})
	time.Sleep(time.Minute)
}

// Two failures in one execution: the test has failed, and waits for ever.
func TestFailsAndWaits(t *testing.T) {
	c := make(chan int)
	go func() { t.Fatal("from a goroutine"); c <- 1 }()
	<-c
}

// Two goroutines read a number, and write the next one.
func TestFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "number")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			data, _ := os.ReadFile(name)
			os.WriteFile(name, append(data, 'x'), 0o600)
		})
	}
	wg.Wait()
	if data, err := os.ReadFile(name); string(data) != "xx" {
		t.Error(string(data), err)
	}
}

func TestFileLocked(t *testing.T) {
	name := filepath.Join(t.TempDir(), "number")
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			data, _ := os.ReadFile(name)
			os.WriteFile(name, append(data, 'x'), 0o600)
		})
	}
	wg.Wait()
	if data, err := os.ReadFile(name); string(data) != "xx" {
		t.Error(string(data), err)
	}
}

func TestFileMade(t *testing.T) {
	name := filepath.Join(t.TempDir(), "made")
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if _, err := os.Stat(name); os.IsNotExist(err) {
				if err := os.Mkdir(name, 0o700); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// lockAndWork makes a file that says that somebody is at work, if it is not there, and leaves it behind.
func lockAndWork(mu *sync.Mutex, working *atomic.Int32, most *atomic.Int32) {
	if mu != nil {
		mu.Lock()
		defer mu.Unlock()
	}
	if _, err := os.Stat("at.work"); os.IsNotExist(err) {
		os.WriteFile("at.work", nil, 0o600)
		if working.Add(1) > 1 {
			most.Store(2)
		}
	}
}

// A file that is left behind is not there when the next execution begins.
func TestFileLeft(t *testing.T) {
	var working, most atomic.Int32
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { lockAndWork(nil, &working, &most) })
	}
	wg.Wait()
	if most.Load() > 1 {
		t.Error("two are at work")
	}
}

func TestFileLeftLocked(t *testing.T) {
	var mu sync.Mutex
	var working, most atomic.Int32
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { lockAndWork(&mu, &working, &most) })
	}
	wg.Wait()
	if working.Load() != 1 {
		t.Error("nobody is at work")
	}
}

// What follows a look in package os, as Rename has one, is a part of what it does to files, and so is what it does behind an atomic of its own.
func TestFileRenamed(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(dir+"/f", nil, 0o600)
	if beside(func() { os.Rename(dir+"/f", dir+"/g") }, func() bool { _, err := os.Open(dir + "/f"); return err == nil }) {
		os.Stat(dir)
	}
}

func TestFileRemoved(t *testing.T) {
	dir := t.TempDir()
	os.MkdirAll(dir+"/f/g", 0o700)
	if beside(func() { os.RemoveAll(dir + "/f") }, func() bool { _, err := os.Open(dir + "/f"); return err == nil }) {
		os.Stat(dir)
	}
}

func TestFileListed(t *testing.T) {
	dir := t.TempDir()
	os.Mkdir(dir+"/f", 0o700)
	f, _ := os.Open(dir)
	if beside(func() { os.Remove(dir + "/f") }, func() bool { names, _ := f.Readdirnames(-1); return len(names) == 1 }) {
		os.Stat(dir)
	}
}

func TestFileSought(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(dir+"/f", []byte("ab"), 0o600)
	f, _ := os.Open(dir + "/f")
	b := make([]byte, 1)
	if beside(func() { f.Seek(1, 0) }, func() bool { f.Read(b); return b[0] == 'a' }) {
		os.Stat(dir)
	}
}

// beside carries out both side by side, and says what the second one does.
func beside(one func(), two func() bool) bool {
	done := make(chan bool)
	go func() { one(); done <- true }()
	is := two()
	<-done
	return is
}

// A file that was there before is not put back.
func TestFileChanged(t *testing.T) {
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { os.Chmod("go.mod", 0o644) })
	}
	wg.Wait()
}

// A file that was there before is not lost when it is moved, nor with the folder that it is moved to.
func TestFileMoved(t *testing.T) {
	os.Mkdir("moved", 0o700)
	os.Rename("kept.txt", "moved/kept.txt")
	os.Rename("moved/kept.txt", "kept.txt")
	os.Remove("moved")
	done := make(chan bool)
	go func() { os.Rename("kept.txt", "away.txt"); close(done) }()
	<-done
	if _, err := os.Stat("away.txt"); err == nil {
		os.Rename("away.txt", "kept.txt")
	}
}
