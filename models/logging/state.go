package logging

import (
	"simrun/models/thread"
	"simrun/sim"
)

// state is what package logging keeps in a world. It is the model of the stream, so that guards of operations on the
// stream can be asked about earlier states: all that they look at is in cfg, which is replaced and never changed.
type state struct {
	w        *sim.World
	cfg      *config
	root     *Logger
	loggers  []*Logger  // all but the root, in the order in which they were asked for
	handlers []*Handler // all, in the order in which they were made
	last     *Handler   // lastResort
	buf      []byte
	atExit   bool // Shutdown runs at the exit

	// What a thread reads that looks, before it comes to log, whether its message is of interest: that decides, in the mode io, whether
	// it may lose the GIL there. The stream would do, but a line that another thread writes there changes nothing in that. In the other modes
	// it decides nothing, and the object is nil.
	levels *sim.Object
}

// config is what decides to which handlers a record goes, and whether it can go there now.
type config struct {
	loggers  []loggerConfig  // by Logger.index
	handlers []handlerConfig // by Handler.index
}

type loggerConfig struct {
	level    Level
	handlers []*Handler
	isolated bool // not propagate
	filters  []*Filter
}

type handlerConfig struct {
	level Level
	owner *sim.Thread // who holds its lock
	depth int

	filters []*Filter
}

// of is the state of the world, which the stream has for its model, made when first asked for. That is no operation, because it does not matter who asks
// first.
func of(w *sim.World) *state {
	if s, ok := w.Stderr().Model().(*state); ok {
		return s
	}
	b := sim.Renew(w, func(b *beginning) beginning { return beginning{state: state{buf: b.state.buf}} })
	s := &b.state
	s.w, s.cfg, s.root, s.last = w, &b.config, &b.root, &b.last
	b.root = Logger{s: s, name: "root"}
	b.last = Handler{s: s, object: w.Stderr(), format: messageOnly}
	b.handlers[0] = &b.last
	s.handlers = b.handlers[:1]
	b.loggerConfigs[0].level, b.handlerConfigs[0].level = WARNING, WARNING
	b.config = config{loggers: b.loggerConfigs[:], handlers: b.handlerConfigs[:]}
	w.Stderr().SetModel(s)
	if w.Config().Switching == sim.IO {
		s.levels = &b.levels
		s.levels.Init(w, "Logging", "levels", nil)
		s.levels.KnownAs(sim.Mix(w.Stderr().Key()))
	}
	return s
}

// beginning is all that package logging makes at the beginning of a world, in one piece of memory.
type beginning struct {
	state          state
	levels         sim.Object
	config         config
	root           Logger
	last           Handler
	handlers       [2]*Handler
	loggerConfigs  [1]loggerConfig
	handlerConfigs [1]handlerConfig
}

// messageOnly is the format of lastResort.
var messageOnly = formatter{{field: messageField}}

// makeHandler is newHandler as an operation of its own: it changes the list that Shutdown goes through.
func (s *state) makeHandler() *Handler {
	s.w.Do(sim.Op{Name: "Handler.__init__", Object: s.w.Stderr()})
	return s.newHandler()
}

// newHandler makes a handler that writes to the stream.
func (s *state) newHandler() *Handler {
	h := sim.New[Handler](s.w)
	h.s, h.object, h.index = s, s.w.Stderr(), len(s.handlers)
	s.handlers = append(s.handlers, h)
	return h
}

// shutAtExit has Shutdown run at the exit, because from now on the program can hold the lock of a handler.
func (s *state) shutAtExit() {
	s.w.Touch(s.w.Registry(), !s.atExit) // who comes later finds it done
	if !s.atExit {
		s.atExit = true
		thread.AtImport(s.w, func() { Shutdown(s.w) })
	}
}

// touchLevels says that the step under way has to do with which messages are of interest.
func (s *state) touchLevels(write bool) {
	if s.levels != nil {
		s.w.Touch(s.levels, write)
	}
}

// change carries out an operation that changes the configuration.
func (s *state) change(op sim.Op, f func(c *config)) bool {
	op.Object = s.w.Stderr()
	if !s.w.Do(op) {
		return false
	}
	s.touchLevels(true)
	s.replace(f)
	return true
}

// replace puts a changed copy in place of the configuration.
func (s *state) replace(f func(c *config)) {
	c := sim.Renew(s.w, func(c *config) config { return config{c.loggers[:0], c.handlers[:0]} })
	c.loggers = padded(append(c.loggers, s.cfg.loggers...), len(s.loggers)+1)
	c.handlers = padded(append(c.handlers, s.cfg.handlers...), len(s.handlers))
	f(c)
	s.cfg = c
}

// padded is the list with zero values up to the length n.
func padded[T any](list []T, n int) []T {
	var zero T
	for len(list) < n {
		list = append(list, zero)
	}
	return list
}

// config is that of the logger, which nobody changes; one that was never configured has no level and no handlers.
func (l *Logger) config() *loggerConfig {
	if c := l.s.cfg.loggers; l.index < len(c) {
		return &c[l.index]
	}
	return &unconfiguredLogger
}

// config is that of the handler, which nobody changes.
func (h *Handler) config() *handlerConfig {
	if c := h.s.cfg.handlers; h.index < len(c) {
		return &c[h.index]
	}
	return &unconfiguredHandler
}

// What loggers and handlers have that were never configured. Lines of the log look at it often, so it is not copied.
var (
	unconfiguredLogger  loggerConfig
	unconfiguredHandler handlerConfig
)

// configure is what basicConfig does to the root logger.
func (s *state) configure(c Config) {
	if len(s.root.config().handlers) > 0 && !c.Force {
		return
	}
	format := c.Format
	if format == "" {
		format = DefaultFormat
	}
	handlers := c.Handlers
	if len(handlers) == 0 {
		s.newHandler()
		n := len(s.handlers)
		handlers = s.handlers[n-1 : n : n]
	}
	s.touchLevels(true)
	f := parseFormat(format)
	for _, h := range handlers {
		if h.format == nil {
			h.format = f
		}
	}
	s.replace(func(next *config) {
		root := &next.loggers[0]
		root.handlers = handlers
		if c.Level != NOTSET {
			root.level = c.Level
		}
	})
}

// WaitsFor is the thread that holds the lock of the handler that t needs. The threads that wait on the stream do so for
// that.
func (s *state) WaitsFor(t *sim.Thread) []*sim.Thread {
	switch guard := t.Pending().Guard.(type) {
	case *handlerGuard:
		return (*Handler)(guard).WaitsFor(t)
	case *cursor:
		next := *guard
		if h := next.skip(Level(t.Pending().Arg)); h != nil {
			return h.WaitsFor(t)
		}
	case *lineGuard:
		if h := (*Logger)(guard).firstHandler(Level(t.Pending().Arg)); h != nil {
			return h.WaitsFor(t)
		}
	}
	return nil
}

// configGuard sees that basicConfig does nothing to a root logger that has a handler.
type configGuard Logger

func (g *configGuard) Effect(t *sim.Thread) sim.Effect {
	if len((*Logger)(g).config().handlers) > 0 && t.Pending().Arg == 0 {
		return sim.Reads
	}
	return sim.Writes
}
