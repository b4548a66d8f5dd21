package gotest_test

import "testing"

// bubbles has tests of bubbles with a goroutine that ends before what waits for it, or after; with one that a timer starts as the bubble ends; with
// another bubble, or a goroutine outside of it, beside it; and with a goroutine that never ends.
const bubbles = `package bubbles

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		go n.Add(1)
		n.Add(1)
	})
}

func TestTimer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		time.AfterFunc(time.Millisecond, func() { n.Add(1) })
		time.Sleep(time.Millisecond)
	})
}

func TestOutside(t *testing.T) {
	given := make(chan int)
	t.Run("bubble", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) { time.Sleep(time.Millisecond) })
		<-given
	})
	t.Run("beside", func(t *testing.T) {
		t.Parallel()
		go func() { given <- 1 }()
	})
}

func TestNeverEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		never := make(chan int)
		go func() { <-never }()
	})
}
`

// TestBubbles: a bubble waits for all goroutines in it, and for no other. That it looks whether they have ended is an operation: it was said that
// such tests share something past the models, or that the program does not repeat.
func TestBubbles(t *testing.T) {
	_, results := gotest(t, module(t, bubbles), "--no-store", ".")
	want := map[string]string{"TestNeverEnds": "deadlock in TestNeverEnds\n"}
	for _, test := range []string{"TestEnds", "TestTimer", "TestOutside"} {
		want[test] = exhausted
	}
	check(t, results, want)
}
