// Package hooks carries out, by the models, what flagged goroutines do to Go's own objects. The real objects are kept in
// the state that the models are in, because the program may copy them, look at their length, or come back to their
// memory.
//
// One world is executed at a time. Nothing here runs with the flag set, but for the program's own functions.
package hooks

import (
	"fmt"
	"internal/simhook"
	"path/filepath"
	"time"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

// The runtime's part.

//go:linkname flag runtime.simSet
func flag(on bool)

//go:linkname reseed runtime.simReseed
func reseed(seed uint64)

// Grace is how many operations goroutines may still come to when the test has returned, until time passes, if that is not less than
// twice as many as there were before, and Lulls how often time may pass: so where those are cut off that sleep again and again does not depend on how many others do. Patience is how
// long a test may take by its own clock.
const (
	Grace    = 2000
	Lulls    = 200
	Patience = 10 * time.Minute
)

// Kinds of failures beside those of the models.
const (
	TimeoutKind = "timeout"
	OutsideKind = "outside"
	ExitKind    = "exit"
)

// execution is the one under way.
type execution struct {
	w        *sim.World
	name     string // of the test
	epoch    uint64
	seed     uint64 // of the random numbers of the program
	channels []*channel
	objects  map[unsafe.Pointer]any
	pools    map[unsafe.Pointer][]pooled
	memory   map[uintptr]word // by address, divided by 8; nil if races are not looked for
	harness  map[unsafe.Pointer]*golang.Order
	keys     map[uintptr]uint64   // of memory that was numbered
	before   map[uintptr]*earlier // channels that were there before the executions, by where they lie
	led      led                  // memory that package variables lead to
	made     map[uintptr]uint64   // keys of memory that goroutines have made
	makes    map[maker]uint64     // how many values of a type a goroutine has made
	taken    int                  // so many of all values are in made
	shared   []uint32             // goroutines that each has started
	free     []unsafe.Pointer     // locks, see ofLibrary
	pieces   []piece
	births   map[string]birth // of goroutines, by their names
	calls    []call           // of parted packages, by goroutine
	timers   map[unsafe.Pointer]*golang.Timer
	reads    int64     // of the clock
	origins  []*origin // of the clocks of goroutines, by goroutine; nil outside of bubbles
	readAs   []int64   // how many there were when each goroutine did so last
	clock    *clock
	files    *plain // the file system
	signals  signals
	returned bool // the test has
	lulls    int  // of the world, when it returned
	passed   int  // since then
	grace    int  // operations since the last of these
	most     int  // of these
	quiet    *quiet
	bubbles  int           // of testing/synctest, that are open
	bubbled  time.Duration // how long there were some
}

var state = execution{births: map[string]birth{}, keys: map[uintptr]uint64{}, before: map[uintptr]*earlier{}, led: led{keys: map[uintptr]uint64{}},
	made: map[uintptr]uint64{}, makes: map[maker]uint64{}}

// Races has data races looked for. Inputs is how many seeds of the program's random numbers are tried.
// Leaks has a goroutine be a failure that goes on after the test.
var (
	Races, Leaks bool
	Inputs       int
)

// Before is how many goroutines there were before the first test, without that of the test.
var Before int

// Timed says that an execution has come to a sleep or a timer. It is set, and not cleared.
var Timed bool

// Main is the main goroutine of an execution. It runs body with the flag set.
func Main(w *sim.World, name string, body func()) {
	s := &state
	s.w, s.name, s.reads, s.returned, s.passed, s.grace, s.quiet, s.bubbles, s.bubbled = w, name, 0, false, 0, 0, nil, 0, 0
	s.epoch++
	s.channels = s.channels[:0]
	s.objects, s.pools = map[unsafe.Pointer]any{}, map[unsafe.Pointer][]pooled{}
	s.timers = map[unsafe.Pointer]*golang.Timer{}
	s.origins, s.readAs = s.origins[:0], s.readAs[:0]
	clear(s.keys)
	clear(s.led.keys)
	s.led.goroutines = 0
	clear(s.made)
	clear(s.makes)
	s.taken, count = 0, 0
	numberGoroutine(0)
	clear(s.births)
	s.shared = s.shared[:0]
	clear(s.calls)
	s.memory, fromC = nil, false
	s.free = s.free[:0]
	w.OnEnd(func() {
		setFree()
		if fromC {
			leftOut(calledBack)
		}
	})
	if Races {
		s.memory, s.harness = map[uintptr]word{}, map[unsafe.Pointer]*golang.Order{}
		golang.FollowOrder(w)
	}
	s.clock = sim.New[clock](w)
	s.clock.Init(w, "Clock", "clock", s.clock)
	s.files, s.signals = newFiles(w, "os"), signals{}
	w.StandStill()
	w.GoexitEnds()
	w.CallThreads(golang.Called)
	w.Current().SetName(name)
	input := w.ChooseAmong(max(Inputs, 1), func(i int) string { return fmt.Sprintf("random numbers %d", i) })
	s.seed = w.Config().Seed + uint64(input)<<32
	reseed(s.seed)
	defer func() { s.returned, s.lulls, s.most = true, w.Lulls(), max(Grace, 2*w.Steps()) }()
	golang.Run(w, func() { flagged(body) })
}

// flagged runs a function of the program.
func flagged(f func()) {
	makeRoom()
	flag(true)
	defer flag(false)
	f()
}

// begins runs the function that a goroutine begins with, which has random numbers of its own, and the clock of whoever started it.
func begins(clock *origin, f func()) {
	beginsFrom(clock)
	numberGoroutine(uint32(state.w.Current().Index()))
	reseed(sim.Mix(state.seed + state.w.Current().Key()))
	flagged(f)
}

// point is called before each operation: when the test has returned, what goes on for ever is cut off, and left behind.
func point() {
	s := &state
	if fromC {
		fromC = false
		leaveOut(calledBack)
	}
	if !s.returned {
		return
	}
	if lulls := s.w.Lulls() - s.lulls; lulls > s.passed {
		s.passed, s.grace = lulls, 0
	}
	if s.grace++; s.grace <= s.most && s.passed <= Lulls {
		return
	}
	if name := s.w.Current().Name(); Leaks {
		later := fmt.Sprintf("%d operations", s.most)
		if s.passed > Lulls {
			later = fmt.Sprintf("%d waits for a timer", Lulls)
		}
		s.w.FailWith(sim.Failure{Kind: golang.LeakKind, Where: name + " goes on",
			Message: fmt.Sprintf("%s goes on: the test has returned, and %s later it has not ended", name, later)})
	}
	s.w.Exit(0)
}

// Table is what the runtime calls.
var Table = simhook.Table{
	Make: makeChannel, Send: send, Receive: receive, Close: closeChannel, Select: selectCases, Forever: forever, Len: length, Unbuffered: unbuffered,
	Go: goStatement, Sched: sched, Goroutines: numGoroutine, Stack: stack, Sleep: sleep, Now: now, Timer: newTimer, Stop: stopTimer, Reset: resetTimer,
	Mutex: mutex, RWMutex: rwmutex, Add: add, Wait: wait, Once: once, CondWait: condWait, CondWake: condWake,
	Atomic: atomic, Map: syncMap, Shared: shared, Memory: accessed, PoolGet: poolGet, PoolPut: poolPut, Bubble: bubble, Quiet: untilQuiet, Outside: outside,
	File: file, Exit: exits, GoesOver: goesOver, Finalizes: finalizes, Notify: notify, StopNotify: stopNotify, Forget: forget, Signal: signal,
}

func forever() { point(); golang.BlockForever(state.w, "select") }

// numGoroutine counts the goroutines of the program, and those that there were before the first test.
func numGoroutine() int {
	point()
	return golang.NumGoroutine(state.w) + Before
}

func sched() { point(); golang.Gosched(state.w) }

// goStatement starts a goroutine: its function begins at pc, and at is where it is started. Before the one that starts it
// goes on, it may have come far: what they share without an operation may show that.
func goStatement(pc, at uintptr, f func()) {
	point()
	share(f)
	name, clock := bear(pc, at), setting()
	golang.Go(state.w, name, func() { begins(clock, f) })
	state.w.Do(sim.Op{Name: "started", Effect: sim.Reads, Inside: true})
}

// bear gives a goroutine its name: its function begins at pc, and at is where it is started.
func bear(pc, at uintptr) string {
	name := goroutineName(pc, at)
	state.births[name] = birth{pc, at, state.w.Current()}
	return name
}

// exits is os.Exit: the process would end, and with it the search.
func exits(code int) {
	point()
	where, call := "", "os.Exit"
	if line, calls := caller(); line != nil {
		where, call = fmt.Sprintf("%s:%d", filepath.Base(line.file), line.line), calls
	}
	state.w.FailWith(sim.Failure{Kind: ExitKind, Where: where,
		Message: fmt.Sprintf("%s calls %s at %s, which ends the process with exit code %d", state.w.Current().Name(), call, where, code)})
	state.w.Exit(code)
}

// outside ends the execution: what the program waits for is no part of it. What it does comes with the remedy.
func outside(what string) { leaveOut(what + ", or leave the test out with -skip") }

// calledBack is what a goroutine does that C calls.
const calledBack = "or another goroutine has called C, which has called Go back, which simrun does not execute: put a fake in its place, or leave the test out with -skip"

// leaveOut ends the execution, with what its goroutine does that cannot be simulated.
func leaveOut(does string) {
	leftOut(does)
	state.w.Exit(2)
}

func leftOut(does string) {
	state.w.FailWith(sim.Failure{Kind: OutsideKind, Message: state.w.Current().Name() + " " + does, Where: does})
}
