package features

import (
	crand "crypto/rand"
	"log"
	"math/rand/v2"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
	"unique"
)

// Only one order comes to the end of the process.
func TestFatal(t *testing.T) {
	c := make(chan int, 2)
	for i := range 2 {
		go func() { c <- i }()
	}
	if <-c == 1 {
		log.Fatalln("1 came first")
	}
}

func TestExit(t *testing.T) {
	done := make(chan bool)
	go func() { os.Exit(0) }()
	<-done
}

func TestCollected(t *testing.T) {
	done := make(chan bool)
	runtime.AddCleanup(new([64]int), func(int) { close(done) }, 1)
	runtime.GC()
	select {
	case <-done:
	case <-time.After(time.Second):
		t.Error("it was not collected")
	}
}

// What is called when memory is collected is no part of a later execution, where it would change this.
var finalized atomic.Int32

func TestFinalizer(t *testing.T) {
	x := make([]byte, 16<<20) // enough that it is collected now and then
	runtime.SetFinalizer(&x[0], func(*byte) { finalized.Add(1) })
	runtime.AddCleanup(new([64]int), func(int) { finalized.Add(1) }, 1)
	both(func(int) {
		if finalized.Load() != 0 {
			t.Error("it was called")
		}
	})
}

func TestDraws(t *testing.T) {
	both(func(int) {
		if rand.IntN(1000) == 1000 {
			t.Error("a thousand")
		}
	})
}

// The goroutine of a timer has no go statement.
func TestTimerLeft(t *testing.T) {
	done := make(chan bool)
	time.AfterFunc(time.Second, func() { done <- true; done <- false })
	<-done
	done <- true
}

// Each goroutine draws its own numbers: how many steps one makes does not depend on when the other one draws.
func TestJitter(t *testing.T) {
	var own [2]atomic.Int32
	both(func(i int) {
		for range rand.IntN(3) {
			own[i].Add(1)
		}
	})
}

func TestSecret(t *testing.T) {
	m, secret := map[string]int{}, [16]byte{}
	for i := range 10 {
		crand.Read(secret[:])
		m[string(secret[:])] = i
	}
	for _, i := range m { // in another order in each execution, if the keys are
		c := make(chan int, 10)
		for range i {
			c <- 1
		}
		return
	}
}

func TestOrderOfMap(t *testing.T) {
	m, c := map[string]int{"a": 1, "b": 2, "c": 3}, make(chan int, 3)
	for _, v := range m {
		c <- v
	}
	both(func(int) { <-c })
}

func TestUnique(t *testing.T) {
	both(func(i int) {
		if unique.Make(i) != unique.Make(i) {
			t.Error(i)
		}
	})
}
