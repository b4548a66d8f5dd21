package logging

import (
	"slices"
	"strings"

	"simrun/sim"
)

// Filter decides which records a logger or a handler lets through. It runs in the thread that logs, and no lock is held.
//
// https://docs.python.org/3.13/library/logging.html#filter-objects
type Filter struct{ lets func(*Record) bool }

// NewFilter makes a filter that lets the records of a logger, and those below it, through; all if the name is empty. It
// never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Filter
func NewFilter(name string) *Filter {
	return FilterFunc(func(r *Record) bool {
		return name == "" || r.Logger == name || strings.HasPrefix(r.Logger, name+".")
	})
}

// FilterFunc makes a filter of a function, which may do anything. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Filter.filter
func FilterFunc(lets func(*Record) bool) *Filter { return &Filter{lets} }

// AddFilter has a filter asked before a record of this logger goes to any handler; records of loggers below it do not come
// by. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.addFilter
func (l *Logger) AddFilter(f *Filter) {
	l.change("Logger.addFilter", func(c *loggerConfig) { c.filters = with(c.filters, f) })
}

// RemoveFilter undoes AddFilter. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Logger.removeFilter
func (l *Logger) RemoveFilter(f *Filter) {
	l.change("Logger.removeFilter", func(c *loggerConfig) { c.filters = without(c.filters, f) })
}

// AddFilter has a filter asked before the handler writes a record. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.addFilter
func (h *Handler) AddFilter(f *Filter) {
	h.s.change(sim.Op{Name: "Handler.addFilter"}, func(c *config) {
		c.handlers[h.index].filters = with(c.handlers[h.index].filters, f)
	})
}

// Filters are the filters of the handler. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.addFilter
func (h *Handler) Filters() []*Filter {
	h.s.w.Do(sim.Op{Name: "Handler.filters", Object: h.s.w.Stderr(), Effect: sim.Reads})
	return h.config().filters
}

// RemoveFilter undoes AddFilter. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.removeFilter
func (h *Handler) RemoveFilter(f *Filter) {
	h.s.change(sim.Op{Name: "Handler.removeFilter"}, func(c *config) {
		c.handlers[h.index].filters = without(c.handlers[h.index].filters, f)
	})
}

// with is the list with one more, unless that is in it; without is the list without it. Neither changes the list.
func with[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(slices.Clip(list), x)
}

func without[T comparable](list []T, x T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(other T) bool { return other == x })
}

// let asks filters, until one refuses.
func let(filters []*Filter, r *Record, args []any) bool {
	if len(filters) == 0 {
		return true
	}
	kept := *r
	kept.Args = slices.Clone(args)
	for _, f := range filters {
		if !f.lets(&kept) {
			return false
		}
	}
	return true
}
