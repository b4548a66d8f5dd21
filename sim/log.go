package sim

import (
	"strconv"
	"time"
)

// Logf appends a line to the log of the world. It is not an operation: models/logging makes it part of one.
func (w *World) Logf(format string, args ...any) {
	w.logText = w.Appendf(w.logText[:0], format, args...)
	w.LogLine(w.now, w.logText)
}

// LogLine appends a line that bears an earlier time, that at which its record was created. The text is copied.
func (w *World) LogLine(at time.Duration, text []byte) { w.LogSaying(at, text, text) }

// LogSaying appends a line in which not all is said by the program, such as a time that it begins with: what is, is all that
// [Execution.LogPrint] has of it. The text is copied.
func (w *World) LogSaying(at time.Duration, text, says []byte) {
	if w.killing {
		return
	}
	known := w.texts.known(text)
	print := known.print
	if len(says) != len(text) {
		print = w.texts.known(says).print
	}
	w.log = append(w.log, Line{At: at, Thread: w.current, Text: known.text})
	w.logPrint = Mix(w.logPrint ^ print)
	if w.rec != nil {
		w.rec.note(known.text)
	}
}

// Lines is the log so far; it is valid until the next line.
func (w *World) Lines() []Line { return w.log }

// texts are the log messages that a world has seen. The executions of a search write the same messages again and again;
// each is allocated and hashed only once.
type texts map[string]knownText // looked up only

type knownText struct {
	text  string
	print uint64
}

// maxTexts bounds the memory: when so many are known they are all forgotten.
const maxTexts = 1 << 12

// known is the message with what is known of it.
func (m *texts) known(text []byte) knownText {
	if k, ok := (*m)[string(text)]; ok {
		return k
	}
	if *m == nil || len(*m) >= maxTexts {
		*m = texts{}
	}
	k := knownText{text: string(text), print: fnv(text)}
	(*m)[k.text] = k
	return k
}

// Numbered is a name with a number behind it, as of the threads of a pool. It is not allocated anew in each execution.
func (w *World) Numbered(name string, n int) string {
	var space [64]byte
	return w.texts.known(strconv.AppendInt(append(space[:0], name...), int64(n), 10)).text
}

// Joined is a name made of two parts. Like that of [World.Numbered] it is not allocated anew in each execution.
func (w *World) Joined(a, b string) string {
	var space [64]byte
	return w.texts.known(append(append(space[:0], a...), b...)).text
}

// fnv is the hash FNV-1a (Fowler, Noll, Vo).
func fnv(text []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range text {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}
