package worker

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Process is a Python process that executes one script again and again, one execution at a time. It forks the worker
// that does so, and another one when that has left too much behind. It is for one goroutine at a time.
type Process struct {
	cmd      *exec.Cmd
	script   string
	folder   string // whose files are the program's
	send     *os.File
	recv     *os.File
	life     *os.File // its other end tells the process that this one has ended
	stderr   tail
	files    []string
	leaks    string
	learnt   []string
	notes    []string
	unfit    string
	weak     string
	untraced string
	writes   bool
	batch    batch
	in       []byte // space for what is read, and for what is written
	out      []byte
	asks     int64
	unpin    func()       // gives its processor back
	used     atomic.Int64 // processor time at the last call of Counts
	closed   sync.Once
	exited   chan struct{} // closed when the process is gone
}

// ErrStopped is that a start was ended, by Command.Stop.
var ErrStopped = errors.New("it was ended before it had come to an end when it was executed alone")

// ErrScript is what is wrong with the script: it says what, with its line.
type ErrScript struct{ Text string }

func (e *ErrScript) Error() string { return e.Text }

// How says how a process executes its script.
type How string

const (
	// Warm is for a process that has executed the script once when it forks its workers, which saves them the imports.
	Warm How = "warm"
	// Cold is for one that has executed nothing.
	Cold How = "cold"
)

// Turns says how the threads of a script hand over to each other.
type Turns string

const (
	Threads   Turns = ""          // as threads of the system
	Greenlets Turns = "greenlets" // as those of the package greenlet, which the interpreter must have
)

// Command says how a process is started.
type Command struct {
	Python  Interpreter
	Shim    []byte // the modules that it reads
	Boot    string // what it runs
	How     How
	Turns   Turns
	Number  int      // those with numbers in a row have a processor each, as far as there are enough; -1 is for any
	Traced  []string // packages in which accesses to shared variables are seen, beside the files under the script's folder
	Outside []string // names of the signals that are to come, and "gc" for the collector
	Check   string   // file with the properties of the script; empty if there is none
	Script  string   // path of the file that is executed
	Module  string   // that the file is, which is executed as by python3 -m; empty if it is a script
	Folder  string   // whose files are the program's
	Test    string   // of the script, which is executed by pytest; empty if it is the script itself
	Args    []string
	Copy    Copy
	Stop    <-chan struct{} // ends the start when it is closed; nil if nothing does
	limits  limits          // if not those that follow from the rest
}

// args are those of the interpreter.
func (c *Command) args() []string {
	return append([]string{"-c", c.Boot, string(c.How), string(c.Turns), strings.Join(c.Traced, ","), strings.Join(c.Outside, ","), c.Check, c.Script, c.Module, c.Folder, c.Test}, c.Args...)
}

// Start starts a process for a script. It blocks until the process has executed the script a few times by itself. The error is
// an *ErrScript or ErrStopped, or says why the interpreter does not start.
func Start(c Command) (*Process, error) {
	p := &Process{script: c.Script, folder: c.folder(), exited: make(chan struct{}), batch: batch{texts: map[uint64]string{}, copied: c.Copy}}
	p.cmd = exec.Command(c.Python.Path, c.args()...)
	p.cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", "PYTHONUNBUFFERED=")
	p.cmd.Dir = c.Copy.Dir
	p.cmd.Stdin = bytes.NewReader(c.Shim)
	p.cmd.Stderr = &p.stderr
	p.cmd.WaitDelay = time.Second
	if err := p.connect(); err != nil {
		return nil, err
	}
	endWithParent(p.cmd)
	if err := p.cmd.Start(); err != nil {
		return nil, errors.Join(err, p.disconnect())
	}
	p.unpin = pin(p.cmd.Process.Pid, c.Number)
	for _, f := range p.cmd.ExtraFiles {
		f.Close()
	}
	go func() {
		_ = p.cmd.Wait() // how it ended shows in what it sent
		close(p.exited)
	}()
	if err := p.hello(c.within(), c.Stop); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// connect makes the pipes: two to talk, and one that says that this process lives.
func (p *Process) connect() error {
	var theirs []*os.File
	for i, ours := range []**os.File{&p.send, &p.recv, &p.life} {
		r, w, err := pipe()
		if err != nil {
			return errors.Join(err, p.disconnect())
		}
		if *ours = w; i == 1 {
			*ours, r = r, w
		}
		theirs = append(theirs, r)
	}
	p.cmd.ExtraFiles = theirs
	return nil
}

// disconnect closes the pipes.
func (p *Process) disconnect() error {
	for _, f := range append([]*os.File{p.send, p.recv, p.life}, p.cmd.ExtraFiles...) {
		if f != nil {
			f.Close()
		}
	}
	return nil
}

// hello waits for the process to be ready, or to say what is wrong.
func (p *Process) hello(l limits, given <-chan struct{}) error {
	late := p.watchStart(l, given)
	var head [8]byte
	_, err := io.ReadFull(p.recv, head[:])
	if why := late(); why == stopped {
		return ErrStopped
	} else if why != "" {
		return &ErrScript{p.script + " does not come to an end when it is executed alone: " + why}
	}
	if err != nil {
		return fmt.Errorf("the Python process does not start: %s", p.lastWords())
	}
	trouble := make([]byte, binary.LittleEndian.Uint64(head[:]))
	if _, err := io.ReadFull(p.recv, trouble); err != nil {
		return fmt.Errorf("the Python process does not start: %s", p.lastWords())
	}
	said := strings.Split(p.batch.copied.original(string(trouble)), "\x00")
	if len(said) != 9 {
		return fmt.Errorf("the Python process says %q in place of how it is", trouble)
	}
	if said[1] != "" {
		return &ErrScript{said[1]}
	}
	p.files, p.leaks, p.unfit, p.weak, p.untraced, p.writes = strings.Split(said[0], "\n"), said[2], said[5], said[6], said[7], said[8] != ""
	if said[3] != "" {
		p.learnt = strings.Split(said[3], "\n")
	}
	if said[4] != "" {
		p.notes = strings.Split(said[4], "\n")
	}
	return nil
}

// lastWords is the last line that the process wrote to its stderr, or, if the interpreter has crashed, why and where.
func (p *Process) lastWords() string {
	<-p.exited
	if _, crash, found := strings.Cut(p.stderr.String(), "Fatal Python error: "); found {
		why, stacks, _ := strings.Cut(crash, "\n")
		if line := standing(stacks, p.folder); line != "" {
			why += " at " + line
		}
		return "the interpreter has crashed: " + why
	}
	lines := strings.Split(strings.TrimSpace(p.batch.copied.original(p.stderr.String())), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return last
	}
	return p.cmd.ProcessState.String()
}

// Begin sets an execution going, and waits for its first batch.
func (p *Process) Begin(q Request) error {
	for {
		p.batch.data = nil
		p.out = q.encode(p.out[:0])
		if _, err := p.send.Write(p.out); err != nil {
			return p.gone()
		}
		if err := p.Receive(); err != nil || !p.batch.givesWay() {
			return err
		}
		p.batch.texts = map[uint64]string{}
	}
}

// Next is the next record of the batch; ok is false at its end: then the process waits for [Process.Choose].
func (p *Process) Next() (r Record, ok bool, err error) { return p.batch.next() }

// Choose says which thread makes the next step, and when, and whether all further choices are settled: see [sim.Settler]. The
// answer is a new batch.
func (p *Process) Choose(thread int, now time.Duration, settled bool) error {
	p.asks++
	p.out = binary.LittleEndian.AppendUint64(p.out[:0], uint64(thread))
	p.out = binary.LittleEndian.AppendUint64(p.out, uint64(now))
	last := uint64(0)
	if settled {
		last = 1
	}
	p.out = binary.LittleEndian.AppendUint64(p.out, last)
	if _, err := p.send.Write(p.out); err != nil {
		return p.gone()
	}
	return p.Receive()
}

// Receive waits for the next batch. The process sends one and then waits, so what can be read is that batch and no more.
func (p *Process) Receive() error {
	if p.in == nil {
		p.in = make([]byte, 1<<16)
	}
	have, want := 0, 8
	for have < want {
		n, err := p.recv.Read(p.in[have:])
		if err != nil {
			return p.gone()
		}
		if have += n; have >= 8 {
			want = 8 + 8*int(binary.LittleEndian.Uint64(p.in))
		}
		if want > len(p.in) {
			p.in = append(p.in[:have], make([]byte, want)...)
		}
	}
	p.batch.data = p.in[8:want]
	return nil
}

// Finish ends the execution under way, if it goes on, and leaves the process ready for the next one.
func (p *Process) Finish() error {
	for {
		for {
			r, ok, err := p.batch.next()
			if err != nil {
				return err
			}
			if !ok {
				break
			}
			if r.Kind == done {
				if r.Object != 0 { // another worker takes over, which knows no texts
					p.batch.texts = map[uint64]string{}
				}
				return nil
			}
		}
		const abandon = ^uint64(0)
		p.out = binary.LittleEndian.AppendUint64(p.out[:0], abandon)
		p.out = append(p.out, make([]byte, 16)...)
		if _, err := p.send.Write(p.out); err != nil {
			return p.gone()
		}
		if err := p.Receive(); err != nil {
			return err
		}
	}
}

// Asks is how often the process had to wait for a choice.
func (p *Process) Asks() int64 { return p.asks }

// ErrGone says that the process ended by itself.
type ErrGone struct{ Last string }

func (e *ErrGone) Error() string { return "the Python process ended: " + e.Last }

// gone is the error for a process that ended, or whose worker did.
func (p *Process) gone() error {
	p.kill()
	return &ErrGone{p.lastWords()}
}

func (p *Process) kill() { kill(p.cmd) }

// Rest lets others have its processor, for as long as it has nothing to do. It stays on it.
func (p *Process) Rest() { p.unpin() }

// Close ends the process and its worker.
func (p *Process) Close() error {
	p.closed.Do(func() {
		p.disconnect()
		p.kill()
		<-p.exited
		p.unpin()
	})
	return nil
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	data []byte
}

const tailSize = 1 << 16

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.data = append(t.data, b...)
	t.data = t.data[max(0, len(t.data)-tailSize):]
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.data)
}
