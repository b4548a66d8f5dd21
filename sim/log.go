package sim

import (
	"fmt"
	"time"
)

// Logf appends a line to the log of the world. It is not an operation: models/logging makes it part of one.
func (w *World) Logf(format string, args ...any) {
	w.logText = fmt.Appendf(w.logText[:0], format, args...)
	w.LogLine(w.now, w.logText)
}

// LogLine appends a line that bears an earlier time, that at which its record was created. The text is copied.
func (w *World) LogLine(at time.Duration, text []byte) {
	if w.killing {
		return
	}
	w.log = append(w.log, Line{At: at, Thread: w.current, Text: string(text)})
	if w.rec != nil {
		w.rec.notef("%s", text)
	}
}

// logPrint is the fingerprint of the sequence of messages: FNV-1a (Fowler, Noll, Vo), with a mark at the end of each.
func (w *World) logPrint() uint64 {
	h := uint64(14695981039346656037)
	for i := range w.log {
		for _, c := range []byte(w.log[i].Text) {
			h = (h ^ uint64(c)) * 1099511628211
		}
		h = (h ^ 0x100) * 1099511628211
	}
	return Mix(h)
}
