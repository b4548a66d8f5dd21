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
	created := s.w.Stamp()
	o := sim.Op{Name: op, Object: s.w.Stderr(), Guard: (*lineGuard)(l), Arg: int(level), Class: sim.IO}
	s.touchLevels(false)
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
	l.handle(op, &Record{level, created, l.name, s.w.Current(), format, nil}, args)
}

// handle asks the filters of the logger, and gives the record to the handlers.
func (l *Logger) handle(op string, r *Record, args []any) {
	w := l.s.w
	steps := w.Steps()
	if let(l.config().filters, r, args) && (w.Steps() == steps || w.Do(sim.Op{Name: op, Object: w.Stderr(),
		Guard: &cursor{l: l}, Arg: int(r.Level), Class: sim.IO})) {
		l.callHandlers(op, r, args)
	}
}

// callHandlers gives a record to all handlers that want it. The operation that was carried out last is on the stream.
//
// CPython iterates over the lists of handlers as they are at the moment: where a handler is removed while an earlier one
// of its list, or itself, is being called, those behind it move up, and the next one is skipped. Whether there is a next
// one is looked at again only where this one says so, or is a handler of the program's own: one that another thread adds
// behind the last one comes too late.
//
// The arguments come beside the record, because only a handler of the program's own may keep them: otherwise their list
// does not outlive the call, which spares a search an allocation for each line.
func (l *Logger) callHandlers(op string, r *Record, args []any) {
	c := cursor{l: l}
	h, found := c.next(r.Level)
	if !found && r.Level >= l.s.last.config().level {
		l.s.last.write(op, r, args)
	}
	for h != nil {
		if h.pass(op, r, args); h.emit == nil && len(h.config().filters) == 0 {
			if after := c; after.skip(r.Level) == nil {
				return
			}
		}
		next := c
		if !l.s.w.Do(sim.Op{Name: "Handler.emit", Object: l.s.w.Stderr(), Guard: &next, Arg: int(r.Level), Class: sim.IO}) {
			return
		}
		h, _ = c.next(r.Level)
	}
}

// pass asks the filters of the handler, and has it write the record, if they let it through. The operation under way is on
// the stream.
func (h *Handler) pass(op string, r *Record, args []any) {
	w := h.s.w
	steps := w.Steps()
	switch {
	case !let(h.config().filters, r, args):
	case h.emit != nil:
		if h.Acquire() {
			defer h.Release()
			kept := *r // so that r itself stays on the stack
			kept.Args = slices.Clone(args)
			h.emit(&kept)
		}
	case w.Steps() == steps || w.Do(sim.Op{Name: op, Object: w.Stderr(), Guard: (*handlerGuard)(h), Class: sim.IO}):
		h.write(op, r, args)
	}
}

// Handle has the handler write a record, if its filters let it through; the level is not looked at. It blocks while another
// thread holds the handler's lock.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.handle
func (h *Handler) Handle(r *Record) {
	op := sim.Op{Name: "Handler.handle", Object: h.s.w.Stderr(), Guard: (*handlerGuard)(h), Class: sim.IO}
	if h.emit != nil {
		op.Guard, op.Effect, op.Class = nil, sim.Reads, sim.Call
	}
	if h.s.w.Do(op) {
		own := *r
		h.pass(op.Name, &own, r.Args)
	}
}

// HandleError reports on the log, in one operation, that a record could not be written. It is for the emit of a handler. It
// never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.handleError
func (h *Handler) HandleError(r *Record, err error) {
	if h.s.w.Do(sim.Op{Name: "Handler.handleError", Object: h.s.w.Stderr(), Class: sim.IO}) {
		h.s.report(r, r.Args, err.Error())
	}
}

// cursor is a place in the lists of handlers of a logger and its parents. As a guard it is of the operation in which the
// handler there is called.
type cursor struct {
	l *Logger // nil behind the last one
	i int     // in its list
}

// next is the handler at the cursor, or behind it, that wants messages of the level; the cursor then stands behind that.
// There is none if it is nil; found says whether there was any, be it one that does not want the message.
func (c *cursor) next(level Level) (h *Handler, found bool) {
	for c.l != nil {
		config := c.l.config()
		for c.i < len(config.handlers) {
			h, found = config.handlers[c.i], true
			c.i++
			if level >= h.config().level {
				return h, true
			}
		}
		c.i = 0
		if c.l = c.l.parent; config.isolated {
			c.l = nil
		}
	}
	return nil, found
}

// skip is next without whether any was found.
func (c *cursor) skip(level Level) *Handler {
	h, _ := c.next(level)
	return h
}

func (c *cursor) Effect(t *sim.Thread) sim.Effect {
	next := *c
	h := next.skip(Level(t.Pending().Arg))
	if h == nil || h.emit != nil {
		return sim.Reads
	}
	return (*handlerGuard)(h).Effect(t)
}

// firstHandler is the handler that would get a message of the level first; nil if none would.
func (l *Logger) firstHandler(level Level) *Handler {
	c := cursor{l: l}
	h, found := c.next(level)
	if !found && level >= l.s.last.config().level {
		return l.s.last
	}
	return h
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
