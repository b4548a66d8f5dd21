package features

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// What goroutines make when they run already, and give each other, is known by who has made it, whoever uses it first.

type made struct {
	mu sync.Mutex
	n  int
}

func (m *made) use() {
	m.mu.Lock()
	m.n++
	m.mu.Unlock()
}

func TestMadeValue(t *testing.T) {
	var mu sync.Mutex
	values := map[int]*made{}
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			mu.Lock()
			if values[0] == nil {
				values[0], values[1] = &made{}, &made{}
			}
			of := values
			mu.Unlock()
			of[i].use()
			of[1-i].use()
		})
	}
	wg.Wait()
}

func TestMadeSlice(t *testing.T) {
	var mu sync.Mutex
	var values []made
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			mu.Lock()
			if values == nil {
				values = make([]made, 2)
			}
			mu.Unlock()
			values[i].use()
			values[1-i].use()
		})
	}
	wg.Wait()
}

// It deadlocks.
func TestMadeTwice(t *testing.T) {
	var mu sync.Mutex
	var values []*made
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			mu.Lock()
			if values == nil {
				values = []*made{{}, {}}
			}
			mu.Unlock()
			values[i].mu.Lock()
			values[1-i].use()
			values[i].mu.Unlock()
		})
	}
	wg.Wait()
}

func TestAfterFunc(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	done, ran := make(chan bool), make(chan bool, 1)
	go func() { cancel(); done <- true }()
	if stop := context.AfterFunc(ctx, func() { ran <- true }); !stop() {
		<-ran
	}
	<-done
}

// The program sees nothing of what simrun asks of the go command for that.
func TestVersion(t *testing.T) {
	if v := runtime.Version(); strings.Contains(v, "malloc") {
		t.Error(v)
	}
}
