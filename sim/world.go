package sim

import (
	"sync/atomic"
	"time"
)

// Config says how a program is executed. The zero value means the defaults named.
type Config struct {
	Switching   Switching     // default Call
	Clock       Clock         // default Virtual
	Seed        uint64        // of the program's own random numbers
	StepCost    time.Duration // virtual time of a step; default 100 µs
	MaxSteps    int           // limit for one execution; default 1,000,000
	Livelock    int           // steps without progress until it is a livelock; default 2,000; none if negative
	Record      bool          // keep a trace
	Fingerprint bool          // compute Execution.Fingerprint
}

// Defaults of Config.
const (
	DefaultStepCost = 100 * time.Microsecond
	DefaultMaxSteps = 1_000_000
)

func (c Config) withDefaults() Config {
	if c.Switching == 0 {
		c.Switching = Call
	}
	if c.Clock == 0 {
		c.Clock = Virtual
	}
	if c.StepCost == 0 {
		c.StepCost = DefaultStepCost
	}
	if c.MaxSteps == 0 {
		c.MaxSteps = DefaultMaxSteps
	}
	if c.Livelock == 0 {
		c.Livelock = DefaultLivelock
	}
	return c
}

// World is one simulated process. It is made by [Run] or a [Runner], and used from its own threads only.
type World struct {
	cfg       Config
	scheduler Scheduler
	observer  Observer  // the scheduler, if it wants to see the steps
	witness   Witness   // the scheduler, if it wants to see objects before they are touched
	inputs    Inputter  // the scheduler, if it chooses the random numbers
	halter    Halter    // the scheduler, if it may stop where there is no choice
	rec       *recorder // recorder, if a trace is kept
	recorder  recorder
	watched   bool   // somebody looks at the steps: observer, recorder, fingerprint or atStep
	epoch     uint64 // counts executions

	// The processor.
	root     *coroutine // of the caller of Run
	target   *coroutine // where control is going
	current  *Thread    // the one that runs; nil between threads
	starting bool       // current is running up to its first operation
	creator  *coroutine // who waits for that
	killing  bool
	broken   string
	end      End

	// What is shared.
	threads  []*Thread
	pool     []*Thread // threads of earlier executions, for reuse
	objects  []*Object
	numbered int              // objects that have their number: see Object.defaultName
	numbers  map[kindOf]int32 // how many there are so far
	registry Object           // the list of threads: creating one changes it
	stderr   Object           // where log lines and reports go: their order is part of what a program does
	ready    readySet
	timers   timerHeap
	lulls    int // see Lulls
	live     int // threads that have not ended
	locals   []local
	atMain   []func() // run by the main thread when its function has returned, last first
	atEnd    []func()
	atStep   []func(*Step)
	atIdle   []func() *Object
	signals  []*Signal     // that are armed and were not noticed
	divided  bool          // a signal was armed
	inside   bool          // the main thread has declared an operation that a signal interrupts
	interval time.Duration // set by the program; see SwitchInterval

	goexitEnds bool   // see GoexitEnds
	called     string // see CallThreads

	// The course of events.
	now         time.Duration
	asked       bool // the program has asked for the time
	steps       int
	folded      int
	progress    progress
	preemptions int
	step        Step
	choices     choices
	point       Point
	interrupt   atomic.Int32
	running     atomic.Bool            // code of the program or of a property runs: for the watchdog
	judging     string                 // name of the property that looks at the execution; empty if none does
	refused     atomic.Pointer[string] // why the execution ends: see refuse

	// What is reported.
	print        uint64
	log          []Line
	logText      []byte
	logPrint     uint64
	texts        texts      // of earlier executions too
	arenas       []rewinder // of all executions; looked up by type
	crowds       []*crowd   // of all executions
	crowdsUsed   int        // by the one under way
	observations []Observation
	board        *Object // see Observations
	failures     []Failure
	exceptions   []Uncaught
	exitCode     int
}

// Config is how the world is executed, defaults filled in.
func (w *World) Config() Config { return w.cfg }

// Current is the running thread.
func (w *World) Current() *Thread { return w.current }

// Threads are the threads created so far, by ID.
func (w *World) Threads() []*Thread { return w.threads }

// Registry stands for what the interpreter keeps about its threads. Creating a thread writes it, so a model that lists
// them reads it.
func (w *World) Registry() *Object { return &w.registry }

// Stderr is the stream that the log goes to. Whoever calls [World.Logf] does so in an operation that writes it, or the
// order of two lines would be hidden from a search.
func (w *World) Stderr() *Object { return &w.stderr }

// Objects are the objects made so far, by ID. Threads are among them.
func (w *World) Objects() []*Object { return w.objects }

// Steps is how many steps have begun.
func (w *World) Steps() int { return w.steps }

// Killing says whether the execution has ended and its threads are being unwound.
func (w *World) Killing() bool { return w.killing }

// local is a value that a model keeps in a world, under a key.
type local struct{ key, value any }

// Local is the value that a model keeps in the world under the key, made by create when first asked for. The key's
// type should be private to the model.
func (w *World) Local(key any, create func() any) any {
	for i := range w.locals {
		if w.locals[i].key == key {
			return w.locals[i].value
		}
	}
	v := create()
	w.locals = append(w.locals, local{key, v})
	return v
}

// OnMainReturn has the main thread run f when the program's function has returned; the last one registered runs first.
// A model uses it for what the interpreter does at its exit.
func (w *World) OnMainReturn(f func()) { w.atMain = append(w.atMain, f) }

// OnEnd calls f when the execution has ended, however it did; f may look at everything and use Observe, but no
// operation.
func (w *World) OnEnd(f func()) { w.atEnd = append(w.atEnd, f) }

// OnIdle calls f where no thread can go on, before the clock jumps or the execution ends. It returns an object that it has
// changed, because threads wait for just this, or nil. What it does must depend on nothing but the state of the world.
func (w *World) OnIdle(f func() *Object) { w.atIdle = append(w.atIdle, f) }

// CallThreads says what a thread is called where the program comes from, for reports: "goroutine".
func (w *World) CallThreads(called string) { w.called = called }

// StandStill has the clock move only where it jumps: steps cost no time.
func (w *World) StandStill() { w.cfg.StepCost = 0 }

// Lulls is how often no thread could go on so far, until the clock jumped or a function of OnIdle let one go on.
func (w *World) Lulls() int { return w.lulls }

// StepsMoveClock says whether each step moves the clock, so that no two of them may change places. Under [Anytime] it only
// says which timers have elapsed; where the clock stands still it is the same time for all steps between two jumps.
func (w *World) StepsMoveClock() bool { return w.cfg.Clock == Virtual && w.cfg.StepCost != 0 }

// Observation is something that a program tells of how it ended.
type Observation struct {
	Name  string
	Value any
}

// Observe reports a value of the program under a name; reporting a name again replaces the value.
func (w *World) Observe(name string, value any) {
	if w.board != nil && w.current != nil && w.end == 0 {
		w.Do(Op{Name: "observe", Object: w.board})
	}
	for i := range w.observations {
		if w.observations[i].Name == name {
			w.observations[i].Value = value
			return
		}
	}
	w.observations = append(w.observations, Observation{name, value})
}

// Observation is the value reported under the name so far; nil if there is none.
func (w *World) Observation(name string) any { return observation(w.observations, name) }

func observation(list []Observation, name string) any {
	for _, o := range list {
		if o.Name == name {
			return o.Value
		}
	}
	return nil
}

// Observations is the object that stands for all that is observed, for who watches it: from the first call on, to
// observe is an operation that writes it, so that a search tries every order.
func (w *World) Observations() *Object {
	if w.board == nil {
		w.board = &Object{}
		w.board.Init(w, "Observations", "observations", nil)
	}
	return w.board
}

// reset prepares the world for another execution. Slices are kept for their space.
func (w *World) reset(cfg Config, s Scheduler) {
	w.cfg, w.scheduler = cfg.withDefaults(), s
	w.observer, _ = s.(Observer)
	w.witness, _ = s.(Witness)
	w.inputs, _ = s.(Inputter)
	w.halter, _ = s.(Halter)
	w.rec = nil
	if cfg.Record {
		w.rec = w.recorder.begin(w)
	}
	w.watched = w.observer != nil || w.rec != nil || cfg.Fingerprint
	w.epoch++
	w.progress.reset(&w.cfg)
	w.current, w.starting, w.creator, w.killing, w.broken, w.end = nil, false, nil, false, "", 0
	w.threads, w.objects, w.numbered = w.threads[:0], w.objects[:0], 0
	clear(w.numbers)
	w.rewindArenas()
	w.registry.Init(w, "Interpreter", "threads", nil)
	w.stderr.Init(w, "Stream", "stderr", nil)
	w.ready.clear()
	w.crowdsUsed = 0
	w.timers = w.timers[:0]
	w.live, w.now, w.steps, w.folded, w.preemptions, w.exitCode = 0, 0, 0, 0, 0, 0
	clear(w.locals)
	w.locals, w.atMain, w.atEnd, w.atStep, w.atIdle = w.locals[:0], w.atMain[:0], w.atEnd[:0], w.atStep[:0], w.atIdle[:0]
	w.step = Step{Touches: w.step.Touches[:0], Spawned: w.step.Spawned[:0], Values: w.step.Values[:0]}
	w.choices.reset()
	w.point = Point{w: w}
	w.print, w.asked, w.lulls = 0, false, 0
	w.signals, w.divided, w.inside, w.board, w.interval = nil, false, false, nil, 0
	w.goexitEnds, w.called = false, ""
	w.log, w.logText, w.logPrint = w.log[:0], w.logText[:0], 0
	w.observations, w.failures, w.exceptions = w.observations[:0], w.failures[:0], w.exceptions[:0]
}
