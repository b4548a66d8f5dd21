package logging

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"simrun/models/thread"
	"simrun/sim"
)

// Handler is logging.Handler: it writes records somewhere, one at a time, under its own lock, which is reentrant. Make
// one with NewStreamHandler or NewHandler.
//
// https://docs.python.org/3.13/library/logging.html#handler-objects
type Handler struct {
	own    sim.Object
	s      *state
	index  int                  // in config.handlers
	object *sim.Object          // what its operations are on: its own object, or the stream
	format formatter            // nil: that of BasicConfig, or the message alone
	text   func(*Record) string // that of a formatter of the program's own
	emit   func(*Record)
	lock   handlerConfig // its lock, if it has an object of its own; otherwise that is in the configuration
}

// NewStreamHandler makes a handler that writes to the log, with a format of its own unless that is empty. It never
// blocks.
// https://docs.python.org/3.13/library/logging.handlers.html#logging.StreamHandler
func NewStreamHandler(w *sim.World, format string) *Handler {
	h := of(w).makeHandler()
	h.s.shutAtExit()
	if format != "" {
		h.format = parseFormat(format)
	}
	return h
}

// NewHandler makes a handler that gives each record to emit, which runs in the thread that logs, while that holds the
// handler's lock. It may log in its turn. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.emit
func NewHandler(w *sim.World, name string, emit func(*Record)) *Handler {
	h := of(w).makeHandler()
	h.s.shutAtExit()
	h.emit, h.object = emit, &h.own
	h.own.Init(w, "Handler", name, h)
	return h
}

// SetLevel sets the level below which the handler ignores messages. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.setLevel
func (h *Handler) SetLevel(level Level) {
	h.s.change(sim.Op{Name: "Handler.setLevel"}, func(c *config) { c.handlers[h.index].level = level })
}

// Level is the attribute level. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.setLevel
func (h *Handler) Level() Level {
	h.s.w.Do(sim.Op{Name: "Handler.level", Object: h.s.w.Stderr(), Effect: sim.Reads})
	return h.config().level
}

// Acquire takes the lock of the handler; it blocks while another thread holds it, and then so does every thread that
// logs. It returns false only in a thread that is being killed.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.acquire
func (h *Handler) Acquire() bool {
	if !h.s.w.Do(sim.Op{Name: "Handler.acquire", Object: h.object, Guard: (*handlerGuard)(h)}) {
		return false
	}
	h.setLock(h.s.w.Current(), h.held().depth+1)
	return true
}

// Release gives back the lock of the handler. It never blocks. It panics with RuntimeError
// "cannot release un-acquired lock" if the running thread does not hold it.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.release
func (h *Handler) Release() {
	if !h.s.w.Do(sim.Op{Name: "Handler.release", Object: h.object}) {
		return
	}
	switch lock := h.held(); {
	case lock.owner == nil || !thread.SameIdent(lock.owner, h.s.w.Current()):
		panic(sim.RuntimeError("cannot release un-acquired lock"))
	case lock.depth == 1:
		h.setLock(nil, 0)
	default:
		h.setLock(lock.owner, lock.depth-1)
	}
}

// held is the state of the handler's lock.
func (h *Handler) held() *handlerConfig {
	if h.emit != nil {
		return &h.lock
	}
	return h.config()
}

// setLock changes it.
func (h *Handler) setLock(owner *sim.Thread, depth int) {
	if before := h.held().owner; before != owner {
		if before != nil {
			thread.Holds(before, -1)
		}
		if owner != nil {
			thread.Holds(owner, 1)
		}
	}
	if h.emit != nil {
		h.lock.owner, h.lock.depth = owner, depth
		return
	}
	h.s.replace(func(c *config) { c.handlers[h.index].owner, c.handlers[h.index].depth = owner, depth })
}

// State is "free" or who holds the lock of the handler, for traces.
func (h *Handler) State() string {
	if h.held().owner == nil {
		return "free"
	}
	return "held by " + h.held().owner.Name()
}

// WaitsFor is the thread that holds the lock of the handler.
func (h *Handler) WaitsFor(*sim.Thread) []*sim.Thread {
	if h.held().owner == nil {
		return nil
	}
	return []*sim.Thread{h.held().owner}
}

// write appends the record to the log, in the operation under way, on the stream. A record whose arguments do not fit is
// reported and dropped.
//
// CPython formats the arguments while it holds the handler's lock. Where one is shown by code of the program, which may
// do anything, the line is an operation of its own that comes when that has returned, and the lock is held meanwhile.
func (h *Handler) write(op string, r *Record, args []any) {
	s := h.s
	f := h.format
	if f == nil {
		f = s.last.format
	}
	if h.text == nil && plain(args) {
		var fits bool
		if s.buf, fits = f.appendRecord(s.buf[:0], r, args); fits {
			s.w.LogLine(r.Created, s.buf)
		} else {
			s.report(r, args, "TypeError: "+mismatch(string(s.buf)))
		}
		return
	}
	before := h.held()
	h.setLock(s.w.Current(), before.depth+1)
	steps := s.w.Steps()
	text, fits, raised := h.show(f, r, args)
	if sim.Killed(raised) {
		panic(raised)
	}
	if s.w.Steps() != steps && !s.w.Do(sim.Op{Name: op, Object: s.w.Stderr(), Class: sim.IO}) {
		return // the thread is being killed
	}
	h.setLock(before.owner, before.depth)
	switch exception, _ := raised.(error); {
	case raised != nil && !isException(raised):
		panic(raised)
	case exception != nil:
		s.report(r, args, exception.Error())
	case raised != nil:
		s.report(r, args, fmt.Sprint(raised))
	case !fits:
		s.report(r, args, "TypeError: "+mismatch(string(text)))
	default:
		s.w.LogLine(r.Created, text)
	}
}

// show makes the text of a record by code of the program; raised is what that panicked with.
func (h *Handler) show(f formatter, r *Record, args []any) (text []byte, fits bool, raised any) {
	if h.text == nil {
		text, fits = f.appendRecord(nil, r, shown(args, &raised))
		return text, fits, raised
	}
	defer func() { raised = recover() }()
	kept := *r
	kept.Args = slices.Clone(args)
	return []byte(h.text(&kept)), true, nil
}

// report says on the log why a record was dropped.
func (s *state) report(r *Record, args []any, why string) {
	s.w.Logf("--- Logging error ---")
	s.w.Logf("%s", why)
	s.w.Logf("Message: '%s'", r.Format)
	s.w.Logf("Arguments: %s", showAll(args))
}

// fitting says whether package fmt found arguments and verbs that fit: it marks what does not with "%!".
func fitting(text []byte, args []any) bool {
	if bytes.IndexByte(text, '%') < 0 || !bytes.Contains(text, []byte("%!")) { // the first is faster, and says it of most
		return true
	}
	for _, a := range args {
		own, ok := a.(*argument)
		if ok && strings.Contains(own.text, "%!") || !ok && strings.Contains(fmt.Sprint(a), "%!") { // it is the argument's own text
			return true
		}
	}
	return false
}

// mismatch puts what package fmt found in Python's words.
func mismatch(text string) string {
	switch {
	case strings.Contains(text, "%!(EXTRA"):
		return "not all arguments converted during string formatting"
	case strings.Contains(text, "(MISSING)"):
		return "not enough arguments for format string"
	}
	return "%d format: a real number is required, not str"
}

// handlerGuard holds a thread back while another one holds the lock of the handler.
type handlerGuard Handler

func (g *handlerGuard) Effect(t *sim.Thread) sim.Effect {
	if owner := (*Handler)(g).held().owner; owner != nil && !thread.SameIdent(owner, t) {
		return sim.Blocks
	}
	return sim.Writes
}
