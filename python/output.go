package python

import (
	"errors"
	"fmt"
	"strings"

	"simrun/python/worker"
)

// print adds to what a stream shows: whole lines go to the log of the world.
func (x *execution) print(stream int, text string) {
	b := &x.streams[stream]
	for {
		line, rest, ended := strings.Cut(text, "\n")
		if !ended {
			b.WriteString(text)
			return
		}
		x.w.LogLine(x.w.Now(), []byte(b.String()+line))
		b.Reset()
		text = rest
	}
}

// flush logs the lines that were begun.
func (x *execution) flush() {
	for i := range x.streams {
		if x.streams[i].Len() > 0 {
			x.print(i, "\n")
		}
	}
}

// raise records an exception that nobody caught. The line of the script takes the place of the one on the stack.
func (x *execution) raise(r worker.Record) {
	place, text, _ := strings.Cut(r.Text, "|")
	x.w.Raise(errors.New(text), func() []byte {
		return fmt.Appendf(nil, "panic(\n\tpython\n__main__.script()\n\t%s", place)
	})
}
