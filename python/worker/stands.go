package worker

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// standsLimit is how long a process may take to write where its threads stand. It does so in a handler in C, whatever
// they do.
const standsLimit = 5 * time.Second

// threadLimit is how long it may take to say which thread runs. It does so in Python, which has to get the GIL: code in C may
// hold that.
const threadLimit = time.Second

// Stands is the line of the program at which the thread stands that runs, as "script.py:12 in work", and the name of the
// thread; empty if they cannot be found. It may be called while another goroutine waits for the process, and blocks until that
// has written them.
func (p *Process) Stands() (line, thread string) {
	if line = p.standsAt(); line == "" {
		return "", ""
	}
	before := p.stderr.String()
	askThread(p.cmd.Process.Pid)
	for end := time.Now().Add(threadLimit); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		_, said, found := strings.Cut(strings.TrimPrefix(p.stderr.String(), before), "simrun: the thread ")
		if name, _, whole := strings.Cut(said, "\n"); found && whole {
			return line, name
		}
	}
	return line, ""
}

// standsAt is the line alone.
func (p *Process) standsAt() string {
	before, last := p.stderr.String(), ""
	if !dumpStacks(p.cmd.Process.Pid) {
		return ""
	}
	for end := time.Now().Add(standsLimit); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		said := p.stderr.String()
		if said == last && said != before { // it has written all of it
			if line := standing(strings.TrimPrefix(said, before), p.folder); line != "" {
				return line
			}
		}
		last = said
		select {
		case <-p.exited: // it writes nothing any more
			return ""
		default:
		}
	}
	return ""
}

// frame is a line of the stacks that faulthandler writes.
var frame = regexp.MustCompile(`^  File "([^"]*)", line (\d+) in (.*)`)

// waiting are the modules of the shim in which threads wait for their turn, and the process for this side.
var waiting = regexp.MustCompile(`^<simrun>/(core|handover|pipe)\.py$`)

// standing finds the one thread that does not wait, and returns the innermost of its lines that lies under the folder of
// the script, or else the innermost that is not of the shim: it may be in a hook that its line calls.
func standing(stacks, folder string) string {
	if abs, err := filepath.Abs(folder); err == nil {
		folder = abs
	}
	for _, stack := range regexp.MustCompile(`(?m)^(Current thread|Thread|Stack) .*$`).Split(stacks, -1)[1:] {
		innermost := ""
		for _, line := range strings.Split(stack, "\n") {
			m := frame.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			if innermost == "" && waiting.MatchString(m[1]) {
				break
			}
			if strings.HasPrefix(m[1], "<simrun>/") {
				continue
			}
			at := fmt.Sprintf("%s:%s in %s", filepath.Base(m[1]), m[2], m[3])
			if strings.HasPrefix(m[1], folder+string(filepath.Separator)) {
				return at
			}
			if innermost == "" {
				innermost = at
			}
		}
		if innermost != "" {
			return innermost
		}
	}
	return ""
}
