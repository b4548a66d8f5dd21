//go:build cpython

package cpython

import (
	"fmt"

	"simrun/models/logging"
)

// loggerObject is a logger with that name; that of Python belongs to a manager of the repetition.
func loggerObject(variable, name string) object {
	return object{variable, "loggers.getLogger('" + name + "')", func(e *env) any { return logging.GetLogger(e.w, name) }, "", nil}
}

// handlerObject is a handler that writes lines of that format.
func handlerObject(name, format string) object {
	return object{name, fmt.Sprintf("Into(run, %q)", format), func(e *env) any { return logging.NewStreamHandler(e.w, format) }, "", nil}
}

// loggerCalls are calls of one of the loggers.
func loggerCalls(name string) []call {
	of := func(e *env) *logging.Logger { return get[*logging.Logger](e, name) }
	handler := func(e *env) *logging.Handler { return get[*logging.Handler](e, "h") }
	logs := func(python string, f func(l *logging.Logger)) call { return void(name, python, f) }
	calls := []call{
		logs("debug('d %s', 1)", func(l *logging.Logger) { l.Debug("d %v", 1) }), logs("info('i')", func(l *logging.Logger) { l.Info("i") }),
		logs("warning('50%')", func(l *logging.Logger) { l.Warning("50%%") }), logs("error('%s %%', None)", func(l *logging.Logger) { l.Error("%v %%", "None") }),
		logs("critical('c')", func(l *logging.Logger) { l.Critical("c") }), logs("log(25, 'level')", func(l *logging.Logger) { l.Log(25, "level") }),
		method(name, "name", func(l *logging.Logger) any { return l.Name() }),
		method(name, "isEnabledFor(20)", func(l *logging.Logger) any { return l.IsEnabledFor(logging.INFO) }),
		method(name, "isEnabledFor(50)", func(l *logging.Logger) any { return l.IsEnabledFor(logging.CRITICAL) }),
		{"len(" + name + ".handlers)", func(e *env, _ *performer) any { return len(of(e).Handlers()) }},
	}
	for _, level := range []logging.Level{0, 10, 25, 40, 60} {
		calls = append(calls, logs(fmt.Sprintf("setLevel(%d)", level), func(l *logging.Logger) { l.SetLevel(level) }))
	}
	return append(calls,
		call{"setattr(" + name + ", 'propagate', False)", func(e *env, _ *performer) any { of(e).SetPropagate(false); return nil }},
		call{"setattr(" + name + ", 'propagate', True)", func(e *env, _ *performer) any { of(e).SetPropagate(true); return nil }},
		call{name + ".addHandler(h)", func(e *env, _ *performer) any { of(e).AddHandler(handler(e)); return nil }},
		call{name + ".removeHandler(h)", func(e *env, _ *performer) any { of(e).RemoveHandler(handler(e)); return nil }},
		call{name + ".addHandler(g)", func(e *env, _ *performer) any { of(e).AddHandler(get[*logging.Handler](e, "g")); return nil }},
		call{name + ".addFilter(logging.Filter('a.b'))", func(e *env, _ *performer) any { of(e).AddFilter(logging.NewFilter("a.b")); return nil }},
	)
}

var handlerCalls = []call{
	void("h", "setLevel(30)", func(h *logging.Handler) { h.SetLevel(30) }), void("h", "setLevel(0)", func(h *logging.Handler) { h.SetLevel(0) }),
	method("h", "level", func(h *logging.Handler) any { return int(h.Level()) }),
	void("g", "addFilter(logging.Filter('a'))", func(h *logging.Handler) { h.AddFilter(logging.NewFilter("a")) }),
	void("h", "addFilter(logging.Filter('a.'))", func(h *logging.Handler) { h.AddFilter(logging.NewFilter("a.")) }),
	method("h", "acquire()", func(h *logging.Handler) any { h.Acquire(); return nil }),
	void("h", "release()", (*logging.Handler).Release),
	{"logging.getLevelName(25) + logging.getLevelName(40)", func(*env, *performer) any { return logging.Level(25).String() + logging.ERROR.String() }},
}

var sequentialLogging = []class{
	alone("alone: Logger", []object{
		{"loggers", "manager(run)", func(*env) any { return nil }, "", nil},
		loggerObject("a", "a"), loggerObject("b", "a.b"), loggerObject("c", "a.b.c.d"),
		handlerObject("h", "%(levelname)s:%(name)s:%(message)s"), handlerObject("g", "%(message)s by g"),
	}, append(append(loggerCalls("a"), loggerCalls("b")...), append(loggerCalls("c"), append(handlerCalls, handlerCalls...)...)...)...),
}
