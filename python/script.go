package python

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"simrun/python/worker"
	"simrun/sim"
)

// Script is a Python script with the processes that execute it. Close it when it is no longer needed.
type Script struct {
	path     string
	module   string // that the file is, which is executed as by python3 -m; empty if it is a script
	folder   string // from which the paths of its files lead
	test     string // of the file, as pytest names it: "TestPool::test_close[3]"; empty if it is a script
	args     []string
	python   worker.Interpreter
	files    []string // of the program, by their paths from the script's folder
	how      worker.How
	traced   []string // packages in which accesses to shared variables are seen too
	gil      GIL
	comes    []string // from outside: signals by their names, and "gc"
	turns    worker.Turns
	unfit    string // why its threads are no greenlets
	weak     string // where it makes weak references
	untraced string // packages that it imports and in which accesses are not seen
	check    string // file with what should hold; empty if there is none
	copied   Copy
	notes    []string
	detect   *bool       // data races
	hangs    bool        // see Options
	daemons  bool        // whether a daemon that the exit ends while it holds a lock is a failure
	cutOff   atomic.Bool // some execution had such a daemon, and it was no failure
	once     bool        // each execution is a fork of its own
	writes   bool        // it changes files, which executions in other processes would find
	alone    sync.Mutex  // held by an execution of what writes
	leaks    string      // in what executions differ that should be alike, and what follows; empty if they do not

	mu      sync.Mutex
	idle    []*worker.Process
	busy    map[*sim.World]*worker.Process
	early   map[*sim.World]string // the timeout that was early in its last execution: see Patient
	hurried int                   // executions in which one was
	forked  bool                  // an execution has ended at a fork
	asked   bool                  // the script has asked for the time in one
	all     []*worker.Process
	closed  bool
	outside string          // see Outside
	shared  map[string]bool // names of variables that threads share, as far as is known
}

// CheckFile is what a file with what should hold of the scripts beside it is called.
const CheckFile = "simrun_properties.py"

// Options say how a script is executed. The zero value means the defaults named.
type Options struct {
	Interpreter string          // default that of $VIRTUAL_ENV, or python3
	Trace       []string        // packages in which accesses to shared variables are seen, beside the files under the script's folder
	GIL         GIL             // default that of the interpreter
	Signals     []string        // names of those that come once each, at any time; of the same, if it is there twice, two
	Collects    bool            // the collector of cyclic garbage runs once, at any time; else only where the script calls it
	Check       string          // file with the functions invariant and at_exit, which say what should hold of the script; empty for none
	Test        string          // of the file, which pytest executes, as pytest names it there; the arguments are for pytest
	Daemons     bool            // whether a daemon that the exit ends in a with statement that holds a lock is a failure
	Races       *bool           // whether data races are failures; default: if there is no GIL
	Hangs       bool            // only what never ends is looked for: messages that are left at the exit are no failure
	Shared      []string        // names of the variables that threads share; nil: what a few executions show
	Greenlets   bool            // its threads are greenlets, which hand over faster; what it does is the same
	Copy        Copy            // from whose folder the paths lead
	Stop        <-chan struct{} // ends Open, which may take a minute, when it is closed; nil if nothing does
}

// ErrStopped is that Options.Stop has ended Open.
var ErrStopped = worker.ErrStopped

// Copy says that the files of the script are copies of those of another machine.
type Copy = worker.Copy

// Open finds the interpreter and starts a process, which executes the script once by itself. An empty interpreter means
// that of $VIRTUAL_ENV, or else python3. The error is one line: no interpreter, one that will not do, no such script, or
// one that cannot be compiled.
func Open(interpreter, path string, args ...string) (*Script, error) {
	return OpenWith(Options{Interpreter: interpreter}, path, args...)
}

// isFile says whether there is a file at a path, which is to be what is named.
func isFile(what, path string, in Copy) error {
	if info, err := os.Stat(filepath.Join(in.Dir, path)); err != nil {
		return fmt.Errorf("there is no %s %s: %w", what, cmp.Or(path, `""`), errors.Unwrap(err))
	} else if main := filepath.Join(path, "__main__.py"); what == "script" && info.IsDir() && isFile(what, main, in) == nil {
		return folderWithMain(path, main)
	} else if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a %s: it is not a file", path, what)
	}
	return nil
}

// OpenWith is the same with options.
func OpenWith(o Options, path string, args ...string) (*Script, error) {
	if err := Runs(runtime.GOOS); err != nil {
		return nil, err
	}
	if err := isThere(path, o.Copy); err != nil {
		return nil, err
	}
	if o.Check != "" {
		if err := isFile("file of properties", o.Check, o.Copy); err != nil {
			return nil, err
		}
	}
	python, err := worker.Find(o.Interpreter)
	if err != nil {
		return nil, err
	}
	s := &Script{test: o.Test, args: args, python: python, how: how(o.Test), traced: o.Trace, gil: o.GIL, comes: o.outside(), check: o.Check, copied: o.Copy,
		detect: o.Races, daemons: o.Daemons, hangs: o.Hangs, busy: map[*sim.World]*worker.Process{}, early: map[*sim.World]string{}, shared: map[string]bool{}}
	if err := s.find(path); err != nil {
		return nil, err
	}
	if o.Greenlets {
		s.turns = worker.Greenlets
	}
	for _, name := range o.Shared {
		s.shared[name] = true
	}
	p, err := s.start(o.Stop)
	if err != nil {
		return nil, err
	}
	s.files, s.notes, s.weak, s.untraced = p.Files(), append(s.notes, p.Notes()...), p.Weak(), p.Untraced()
	if o.Shared == nil {
		s.learn(p.Learned()...)
	}
	s.leaks, s.unfit, s.writes = p.Leaks(), p.Unfit(), p.Writes()
	if s.once = s.leaks != ""; s.once && s.how == worker.Warm {
		return s, s.fork(p, o.Stop)
	}
	s.release(p)
	return s, nil
}

// how says how a process executes the program. A test leaves more behind than a script, also in pytest, so the process from
// which all others are forked executes none.
func how(test string) worker.How {
	if test != "" {
		return worker.Cold
	}
	return worker.Warm
}

// fork goes over to a process that executes nothing itself, so that each execution finds what the first one has found.
func (s *Script) fork(warm *worker.Process, stop <-chan struct{}) error {
	s.how, s.leaks = worker.Cold, "executed again in the same process "+warm.Leaks()+
		": so each execution is a fork of its own, which is slower"
	s.discard(warm)
	p, err := s.start(stop)
	if err != nil {
		return err
	}
	if s.unfit = p.Unfit(); p.Leaks() != "" {
		s.leaks += "; " + p.Leaks()
	}
	s.release(p)
	return nil
}

// Leaks says why each execution is a fork of its own, as it follows the script's name. It is empty if none has to be: what
// an execution changes is undone before the next.
func (s *Script) Leaks() string { return s.leaks }

// Unfit says why the threads of the script are not greenlets, although they were to be; empty if they are. It follows the script's
// name.
func (s *Script) Unfit() string {
	if s.unfit == "" {
		return ""
	}
	return "its threads are those of the system, in spite of --greenlets: " + s.unfit
}

// Notes say what the script has that this search does not run, or the other way round, as it follows its name: handlers of signals that do
// not come, finalizers while the collector is off, signals without a handler.
func (s *Script) Notes() []string { return s.notes }

// Find is the interpreter of that name, or the one that is taken if none is named. The error is one line.
func Find(named string) (worker.Interpreter, error) { return worker.Find(named) }

// Files are those of the program, by their paths from [Script.Folder], with slashes.
func (s *Script) Files() []string { return s.files }

// Own is the path of a file of the program from the script's folder, with slashes; empty if it is none.
func (s *Script) Own(file string) string {
	dir, err := filepath.Abs(s.folder)
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(dir, file)
	if rel = filepath.ToSlash(rel); err != nil || !slices.Contains(s.files, rel) {
		return ""
	}
	return rel
}

// Interpreter is the CPython that executes the script.
func (s *Script) Interpreter() worker.Interpreter { return s.python }

// Prefix begins the name of a program that is a script; the path follows, or the name of a module behind [ModulePrefix].
const Prefix = "python:"

// Greenlets says whether its threads are to be greenlets.
func (s *Script) Greenlets() bool { return s.turns == worker.Greenlets }

// Program is the script as a program. Several runners may execute it at the same time, each in a process of its own.
func (s *Script) Program() sim.Program {
	return s.program(s.once, s.Rule())
}

// Fresh is the same, but for that each execution is a fork of its own, whatever the others leave behind.
func (s *Script) Fresh() sim.Program {
	return s.program(true, s.Rule())
}

// program is the script with the variables that its threads share, as far as is known by now, and threads that switch by a rule.
func (s *Script) program(fresh bool, rule GIL) sim.Program { return s.sharing(s.known(), fresh, rule) }

// stands is the line of the program at which an execution stands that does not go on, and the thread.
func (s *Script) stands(w *sim.World) (line, thread string) {
	if p := s.executes(w); p != nil {
		return p.Stands()
	}
	return "", ""
}

// counts is how much of the time that has passed counts for the step of an execution: see sim.Program. That in which a process starts
// does not: it has limits of its own.
func (s *Script) counts(w *sim.World, passed time.Duration) time.Duration {
	if p := s.executes(w); p != nil {
		return p.Counts(passed)
	}
	return 0
}

// executes is the process that executes for a world; nil if none does.
func (s *Script) executes(w *sim.World) *worker.Process {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.busy[w]
}

// take notes which process executes for a world; nil if none does any more.
func (s *Script) take(w *sim.World, p *worker.Process) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[w] = p; p == nil {
		delete(s.busy, w)
	}
}

// Asks is how often a process had to wait for a choice so far.
func (s *Script) Asks() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var n int64
	for _, p := range s.all {
		n += p.Asks()
	}
	return n
}

// Close ends the processes.
func (s *Script) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	var errs []error
	for _, p := range s.all {
		errs = append(errs, p.Close())
	}
	s.all, s.idle = nil, nil
	return errors.Join(errs...)
}

// acquire takes a process that is idle, or starts one.
func (s *Script) acquire() (*worker.Process, error) {
	s.mu.Lock()
	if n := len(s.idle); n > 0 {
		p := s.idle[n-1]
		s.idle = s.idle[:n-1]
		s.mu.Unlock()
		return p, nil
	}
	s.mu.Unlock()
	return s.start(nil) // the script has come to an end before, and who ends a search is shown what it has found
}

// start starts a process. Each has a processor of its own, as far as there are enough.
func (s *Script) start(stop <-chan struct{}) (*worker.Process, error) {
	s.mu.Lock()
	core := len(s.all)
	s.mu.Unlock()
	p, err := worker.Start(worker.Command{Python: s.python, Shim: shim, Boot: boot, How: s.how, Turns: s.turns, Number: core, Traced: s.traced, Outside: s.comes,
		Check: s.check, Script: s.path, Module: s.module, Folder: s.folder, Test: s.test, Args: s.args, Copy: s.copied, Stop: stop})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errors.Join(errors.New("the script is closed"), p.Close())
	}
	s.all = append(s.all, p)
	return p, nil
}

// release makes a process idle.
func (s *Script) release(p *worker.Process) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle = append(s.idle, p)
}

// Rest lets other processes of simrun have the processors of those that are idle: they are to have nothing to do for long.
func (s *Script) Rest() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.idle {
		p.Rest()
	}
}

// discard ends a process that cannot be used any more.
func (s *Script) discard(p *worker.Process) {
	_ = p.Close() // it may have ended by itself, which is why
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, other := range s.all {
		if other == p {
			s.all = append(s.all[:i], s.all[i+1:]...)
			return
		}
	}
}
