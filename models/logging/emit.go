package logging

import (
	"slices"

	"simrun/sim"
)

// log is what all functions that log a message come to. Whether the message is of interest, and to which handler it goes
// first, is read in the operation in which that handler writes its line. configure says that a root logger without a
// handler gets one.
func (l *Logger) log(op string, level Level, configure bool, format string, args []any) {
	s := l.s
	created := s.w.Now()
	o := sim.Op{Name: op, Object: s.w.Stderr(), Guard: (*lineGuard)(l), Arg: int(level), Class: sim.IO}
	if !l.enabled(level) {
		o.Class = sim.Call // CPython keeps the GIL where nothing is written
	}
	if !s.w.Do(o) {
		return
	}
	if configure && len(l.config().handlers) == 0 {
		s.configure(Config{})
	}
	if !l.enabled(level) {
		return
	}
	first, found := true, false
	for next := l; next != nil; next = next.parent {
		c := next.config()
		found = found || len(c.handlers) > 0
		for _, h := range c.handlers {
			if level >= h.config().level {
				s.handle(h, first, Record{level, created, l.name, s.w.Current(), format, nil}, args)
				first = false
			}
		}
		if c.isolated {
			break
		}
	}
	if !found && level >= s.last.config().level {
		s.handle(s.last, true, Record{level, created, l.name, s.w.Current(), format, nil}, args)
	}
}

// handle gives a record to a handler. The first one has its operation already if it writes to the stream. The arguments
// come beside the record, because only a handler of the program's own may keep them: otherwise their list does not
// outlive the call, which spares a search an allocation for each line.
func (s *state) handle(h *Handler, first bool, r Record, args []any) {
	if h.emit != nil {
		if h.Acquire() {
			defer h.Release()
			kept := r
			kept.Args = slices.Clone(args)
			h.emit(&kept)
		}
		return
	}
	if first || s.w.Do(sim.Op{Name: "Handler.emit", Object: s.w.Stderr(), Guard: (*handlerGuard)(h), Class: sim.IO}) {
		h.write(&r, args)
	}
}

// firstHandler is the handler that would get a message of the level first; nil if none would.
func (l *Logger) firstHandler(level Level) *Handler {
	found := false
	for next := l; next != nil; next = next.parent {
		c := next.config()
		for _, h := range c.handlers {
			if level >= h.config().level {
				return h
			}
			found = true
		}
		if c.isolated {
			break
		}
	}
	if !found && level >= l.s.last.config().level {
		return l.s.last
	}
	return nil
}

// lineGuard holds a thread back while another one holds the lock of the handler that its line goes to first. A message
// that nobody wants is a read, and so is one that goes to a handler with an object of its own first.
type lineGuard Logger

func (g *lineGuard) Effect(t *sim.Thread) sim.Effect {
	l, level := (*Logger)(g), Level(t.Pending().Arg)
	if l.parent == nil && len(l.config().handlers) == 0 {
		return sim.Writes // the module's functions configure the root logger
	}
	if !l.enabled(level) {
		return sim.Reads
	}
	h := l.firstHandler(level)
	if h == nil || h.emit != nil {
		return sim.Reads
	}
	return (*handlerGuard)(h).Effect(t)
}
