package python

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"simrun/python/worker"
	"simrun/sim"
)

// print adds to what a stream shows: whole lines go to the log of the world. The text may begin with so many bytes of time.
func (x *execution) print(stream, timed int, text string) {
	b := &x.streams[stream]
	for {
		line, rest, ended := strings.Cut(text, "\n")
		if !ended {
			b.WriteString(text)
			return
		}
		if b.Len() > 0 { // it is not the line that begins with it
			timed = 0
		}
		whole := []byte(b.String() + line)
		says := whole[min(timed, len(line)):]
		if bytes.Contains(says, []byte("0x")) {
			says = address.ReplaceAll(says, []byte("0x"))
		}
		x.w.LogSaying(x.w.Stamp(), whole, says)
		b.Reset()
		text, timed = rest, 0
	}
}

// address is what stands in the text of an object that has no other. It depends on what the process did before.
var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// flush logs the lines that were begun.
func (x *execution) flush() {
	for i := range x.streams {
		if x.streams[i].Len() > 0 {
			x.print(i, 0, "\n")
		}
	}
}

// unread is the kind of a failure: nobody was given the exception of a task.
const unread = "exception-unread"

// leaveUnread records an exception that a task ended with and that nobody was given.
func (x *execution) leaveUnread(text string) {
	place, rest, _ := strings.Cut(text, "|")
	name, exception, _ := strings.Cut(rest, "|")
	file, line := split(place)
	message := fmt.Sprintf("nobody was given the exception of %s: %s", name, exception)
	if file != "" {
		message += fmt.Sprintf(" at %s:%d", filepath.Base(file), line)
	}
	x.missed = append(x.missed, sim.Failure{Kind: unread, Message: message, Where: filepath.Base(place)})
}

// allUnread is one failure for all of them. Those of one task with one exception are told once, with their number.
func allUnread(missed []sim.Failure) sim.Failure {
	slices.SortFunc(missed, func(a, b sim.Failure) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.Message, b.Message))
	})
	var messages, places []string
	for i, times := 0, 1; i < len(missed); i, times = i+times, 1 {
		for i+times < len(missed) && missed[i+times].Message == missed[i].Message {
			times++
		}
		message := missed[i].Message
		if times > 1 {
			message += fmt.Sprintf(" (%d times)", times)
		}
		messages, places = append(messages, message), append(places, missed[i].Where)
	}
	return sim.Failure{Kind: unread, Message: strings.Join(messages, "; "), Where: strings.Join(slices.Compact(places), "; ")}
}

// exitCode is the kind of a failure: the script ended itself with another exit code than 0.
const exitCode = "exit-code"

// endsWith records that the script has ended itself with an exit code, at a line of its own: by sys.exit or os._exit. An exception that
// nobody caught is a failure of its own, and a script that a signal has ended does what was asked of it.
func (x *execution) endsWith(code int, at string) {
	if code == 0 || at == "" || x.signaled || x.s.hangs {
		return
	}
	file, line := split(at)
	where := fmt.Sprintf("%s:%d", filepath.Base(file), line)
	x.w.FailWith(sim.Failure{
		Kind: exitCode, Message: fmt.Sprintf("the script ended with exit code %d at %s", code, where), Where: fmt.Sprintf("%s: %d", where, code),
	})
}

// raise records an exception that nobody caught. The line of the script takes the place of the one on the stack.
func (x *execution) raise(r worker.Record) {
	place, text, _ := strings.Cut(r.Text, "|")
	text = address.ReplaceAllString(text, "0x")
	x.w.Raise(errors.New(text), func() []byte {
		return fmt.Appendf(nil, "panic(\n\tpython\n__main__.script()\n\t%s", place)
	})
}
