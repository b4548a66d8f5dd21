package logging

import (
	"slices"
	"strings"
	"time"

	"simrun/sim"
)

// Record is one message on its way to the handlers.
//
// https://docs.python.org/3.13/library/logging.html#logrecord-objects
type Record struct {
	Level   Level
	Created time.Duration // when the call began: before any lock was taken
	Logger  string
	Thread  *sim.Thread
	Format  string
	Args    []any
}

// Logger is logging.Logger. Get one with GetLogger.
//
// https://docs.python.org/3.13/library/logging.html#logger-objects
type Logger struct {
	s      *state
	index  int // in config.loggers
	name   string
	parent *Logger // nil for the root
}

// GetLogger is the logger with that name, "a.b" below "a" below the root, which has the name "". The same name gives
// the same logger. It never blocks, and is no operation, because it does not matter who asks first.
// https://docs.python.org/3.13/library/logging.html#logging.getLogger
func GetLogger(w *sim.World, name string) *Logger { return of(w).logger(name) }

func (s *state) logger(name string) *Logger {
	if name == "" || name == "root" {
		return s.root
	}
	for _, l := range s.loggers {
		if l.name == name {
			return l
		}
	}
	parent := s.root
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		parent = s.logger(name[:i])
	}
	l := &Logger{s: s, index: len(s.loggers) + 1, name: name, parent: parent}
	s.loggers = append(s.loggers, l)
	return l
}

// Name is the name of the logger; that of the root is "root". It never changes, so it is no operation.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.name
func (l *Logger) Name() string { return l.name }

// change changes the configuration of the logger. It is a write of what every line of the log reads.
func (l *Logger) change(op string, f func(c *loggerConfig)) {
	l.s.change(sim.Op{Name: op}, func(c *config) { f(&c.loggers[l.index]) })
}

// SetLevel sets the level below which the logger ignores messages; NOTSET means that of its parent. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.setLevel
func (l *Logger) SetLevel(level Level) {
	l.change("Logger.setLevel", func(c *loggerConfig) { c.level = level })
}

// SetPropagate says whether messages go to the handlers of the parents too, as they do at first. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.propagate
func (l *Logger) SetPropagate(propagate bool) {
	l.change("Logger.propagate", func(c *loggerConfig) { c.isolated = !propagate })
}

// AddHandler adds a handler after those that the logger has; one that it has already is not added again. It never
// blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.addHandler
func (l *Logger) AddHandler(h *Handler) {
	l.change("Logger.addHandler", func(c *loggerConfig) { c.handlers = with(c.handlers, h) })
}

// RemoveHandler removes a handler; it does nothing if the logger does not have it. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.removeHandler
func (l *Logger) RemoveHandler(h *Handler) {
	l.change("Logger.removeHandler", func(c *loggerConfig) { c.handlers = without(c.handlers, h) })
}

// Handlers are the handlers of the logger itself, in their order. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.handlers
func (l *Logger) Handlers() []*Handler {
	l.s.shutAtExit()
	l.s.w.Do(sim.Op{Name: "Logger.handlers", Object: l.s.w.Stderr(), Effect: sim.Reads})
	return l.config().handlers
}

// IsEnabledFor says whether the logger would pass on a message of the level. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.isEnabledFor
func (l *Logger) IsEnabledFor(level Level) bool {
	l.s.w.Do(sim.Op{Name: "Logger.isEnabledFor", Object: l.s.w.Stderr(), Effect: sim.Reads})
	return l.enabled(level)
}

// Log logs a message with a level of one's own. It goes to the handlers of this logger in their order, then to those of
// its parent, and so on; each handler that accepts the level is one operation. It blocks, and returns, as [Debug] does;
// a message that finds no handler at all goes to the log as it is, if its level is at least WARNING.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.log
func (l *Logger) Log(level Level, format string, args ...any) {
	l.log("Logger.log", level, false, format, args)
}

// Debug is [Logger.Log] for the level DEBUG. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.debug
func (l *Logger) Debug(format string, args ...any) { l.log("Logger.debug", DEBUG, false, format, args) }

// Info is [Logger.Log] for the level INFO. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.info
func (l *Logger) Info(format string, args ...any) { l.log("Logger.info", INFO, false, format, args) }

// Warning is [Logger.Log] for the level WARNING. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.warning
func (l *Logger) Warning(format string, args ...any) {
	l.log("Logger.warning", WARNING, false, format, args)
}

// Error is [Logger.Log] for the level ERROR. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.error
func (l *Logger) Error(format string, args ...any) { l.log("Logger.error", ERROR, false, format, args) }

// Critical is [Logger.Log] for the level CRITICAL. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.critical
func (l *Logger) Critical(format string, args ...any) {
	l.log("Logger.critical", CRITICAL, false, format, args)
}

// Exception is [Logger.Error] with an exception, of which the last line of the traceback stands behind the message. It
// blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.exception
func (l *Logger) Exception(exception any, format string, args ...any) {
	l.log("Logger.exception", ERROR, false, format+" %v", append(slices.Clip(args), exception))
}

// Child is getChild: the logger with that name below this one. It never blocks, and is no operation.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.getChild
func (l *Logger) Child(name string) *Logger {
	if l.parent == nil {
		return l.s.logger(name)
	}
	return l.s.logger(l.name + "." + name)
}

// Handle gives a record that was made elsewhere to the handlers, if the filters let it through; the level is not looked at.
// It blocks, and returns, as [Logger.Log] does.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.handle
func (l *Logger) Handle(r *Record) {
	if l.s.w.Do(sim.Op{Name: "Logger.handle", Object: l.s.w.Stderr(), Guard: &cursor{l: l}, Arg: int(r.Level), Class: sim.IO}) {
		own := *r
		l.handle("Logger.handle", &own, r.Args)
	}
}

// enabled looks for the level of the nearest logger up the tree that has one.
func (l *Logger) enabled(level Level) bool {
	for l.config().level == NOTSET && l.parent != nil {
		l = l.parent
	}
	return level >= l.config().level
}
