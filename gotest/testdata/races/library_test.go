package races

import (
	"bufio"
	"bytes"
	"container/list"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"races/flag"
)

// Values of Go's library that two goroutines share: a race for memory that no line of the program touches.

// shared has each of two goroutines use a value.
func shared(use func()) {
	var both sync.WaitGroup
	both.Go(use)
	both.Go(use)
	both.Wait()
}

// withLock is the same with a lock.
func withLock(use func()) {
	var mu sync.Mutex
	shared(func() { mu.Lock(); defer mu.Unlock(); use() })
}

func buffer() func() { var b bytes.Buffer; return func() { b.WriteString("x") } }

func TestBuffer(t *testing.T)      { shared(buffer()) }
func TestBufferRight(t *testing.T) { withLock(buffer()) }

// printed goes through package fmt, which has a pool that would put the two in an order if they shared it.
func printed() func() { var b bytes.Buffer; return func() { fmt.Fprint(&b, 1) } }

func TestPrinted(t *testing.T)      { shared(printed()) }
func TestPrintedRight(t *testing.T) { withLock(printed()) }

func builder() func() { var b strings.Builder; return func() { b.WriteByte('x') } } // it is inlined

func TestBuilder(t *testing.T)      { shared(builder()) }
func TestBuilderRight(t *testing.T) { withLock(builder()) }

func writer() func() { w := bufio.NewWriter(new(bytes.Buffer)); return func() { w.WriteString("x") } }

func TestWriter(t *testing.T)      { shared(writer()) }
func TestWriterRight(t *testing.T) { withLock(writer()) }

// cloned and its likes read a map in the runtime, or by a function that is inlined.
func cloned() func() { m := map[int]int{1: 1}; return func() { maps.Clone(m); m[1]++ } }

func TestCloned(t *testing.T)      { shared(cloned()) }
func TestClonedRight(t *testing.T) { withLock(cloned()) }

func looked(look func(m map[int]int)) { // the reader does nothing else: another access would be the finding
	m, done := map[int]int{1: 1}, make(chan int)
	go func() { m[1] = 2; close(done) }()
	look(m)
	<-done
}

func TestMapClone(t *testing.T)  { looked(func(m map[int]int) { maps.Clone(m) }) }
func TestMapKeys(t *testing.T)   { looked(func(m map[int]int) { slices.Collect(maps.Keys(m)) }) }
func TestMapValues(t *testing.T) { looked(func(m map[int]int) { slices.Sorted(maps.Values(m)) }) }
func TestMapAll(t *testing.T) {
	looked(func(m map[int]int) {
		for range maps.All(m) {
		}
	})
}

func generator() func() { r := rand.New(rand.NewSource(1)); return func() { r.Intn(6) } }

func TestGenerator(t *testing.T)      { shared(generator()) }
func TestGeneratorRight(t *testing.T) { withLock(generator()) }

// Those of the package itself may be shared.
func TestGlobalGeneratorRight(t *testing.T) { shared(func() { rand.Intn(6) }) }

func elements() func() { l := list.New(); return func() { l.PushBack(1) } }

func TestList(t *testing.T)      { shared(elements()) }
func TestListRight(t *testing.T) { withLock(elements()) }

func encoder() func() { e := json.NewEncoder(new(bytes.Buffer)); return func() { e.Encode(1) } }

func TestEncoder(t *testing.T)      { shared(encoder()) }
func TestEncoderRight(t *testing.T) { withLock(encoder()) }

// Two encoders have buffers and what is known of a type in common, which the package puts in an order.
func TestEncodersRight(t *testing.T) {
	shared(func() { json.Marshal(struct{ A, B []string }{[]string{"a"}, nil}) })
}

func values() func() { v := url.Values{}; return func() { v.Set("a", "b") } } // a map in the library's code

func TestValues(t *testing.T)      { shared(values()) }
func TestValuesRight(t *testing.T) { withLock(values()) }

func numbers() func() { list := []int{3, 1, 2}; return func() { slices.Sort(list) } } // it is compiled as part of this package

func TestNumbers(t *testing.T)      { shared(numbers()) }
func TestNumbersRight(t *testing.T) { withLock(numbers()) }

// What a test logs is package testing's.
func TestLogsRight(t *testing.T) { shared(func() { t.Log(1) }) }

// Package flag is not under test. Its operations are those of package sync/atomic all the same: between them others come, and they put memory
// in an order.

func TestFlagLost(t *testing.T) { // both may load before one stores
	var f flag.Flag
	var first, second bool
	var both sync.WaitGroup
	both.Go(func() { first = f.Raise() })
	both.Go(func() { second = f.Raise() })
	both.Wait()
	if first && second {
		t.Error("both have raised it")
	}
}

func TestFlagRight(t *testing.T) {
	var f flag.Flag
	var first, second bool
	var both sync.WaitGroup
	both.Go(func() { first = f.RaiseOnce() })
	both.Go(func() { second = f.RaiseOnce() })
	both.Wait()
	if first && second {
		t.Error("both have raised it")
	}
}

func TestPublishedRight(t *testing.T) {
	var f flag.Flag
	value := 0
	go func() { value = 1; f.Raise() }()
	if f.Raised() && value != 1 {
		t.Error("it is not there")
	}
}

func TestPublished(t *testing.T) { // too early
	var f flag.Flag
	value := 0
	go func() { f.Raise(); value = 1 }()
	if f.Raised() {
		_ = value
	}
}
