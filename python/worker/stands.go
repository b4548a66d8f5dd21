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

// booted is the frame in which the process begins: what is around it is no frame of the program, whatever it runs.
const booted = "_boot"

// standing finds the thread that does not wait, and returns the innermost of its lines that lies under the folder of the
// script: it may be in a hook that its line calls. If there is none it is the innermost that is not of the shim. The stacks may
// be those of several processes, as of one that waits for its fork.
func standing(stacks, folder string) string {
	if abs, err := filepath.Abs(folder); err == nil {
		folder = abs
	}
	elsewhere := ""
	for _, stack := range regexp.MustCompile(`(?m)^(Current thread|Thread|Stack) .*$`).Split(stacks, -1)[1:] {
		own, innermost := linesOf(stack, folder+string(filepath.Separator))
		if own != "" {
			return own
		}
		if elsewhere == "" {
			elsewhere = innermost
		}
	}
	return elsewhere
}

// linesOf are the innermost lines of a stack: of the script's folder, and of any file that is not of the shim. Both are empty if the
// thread waits for its turn.
func linesOf(stack, folder string) (own, innermost string) {
	for _, line := range strings.Split(stack, "\n") {
		m := frame.FindStringSubmatch(line)
		switch {
		case m == nil:
			continue
		case innermost == "" && waiting.MatchString(m[1]):
			return "", ""
		case m[3] == booted && m[1] == "<string>":
			return "", innermost
		case strings.HasPrefix(m[1], "<simrun>/"):
			continue
		}
		at := fmt.Sprintf("%s:%s in %s", filepath.Base(m[1]), m[2], m[3])
		if strings.HasPrefix(m[1], folder) {
			return at, innermost
		}
		if innermost == "" {
			innermost = at
		}
	}
	return "", innermost
}
