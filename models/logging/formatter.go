package logging

import "simrun/sim"

// Formatter makes the text of a record.
//
// https://docs.python.org/3.13/library/logging.html#formatter-objects
type Formatter struct {
	format formatter
	text   func(*Record) string // in its place
}

// NewFormatter makes a formatter of a format with the fields asctime, message, levelname, name and threadName, as in
// [DefaultFormat]; an empty one is the message alone. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Formatter
func NewFormatter(format string) *Formatter {
	if format == "" {
		return &Formatter{format: messageOnly}
	}
	return &Formatter{format: parseFormat(format)}
}

// FormatterFunc makes a formatter of a function, which a handler calls while it holds its lock. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Formatter.format
func FormatterFunc(text func(*Record) string) *Formatter { return &Formatter{text: text} }

// Format is the text of a record, without the time if the format begins with that. It blocks, and panics, as the code does
// that shows its arguments.
// https://docs.python.org/3.13/library/logging.html#logging.Formatter.format
func (f *Formatter) Format(r *Record) string {
	if f.text != nil {
		return f.text(r)
	}
	b, _ := f.format.appendRecord(nil, r, r.Args)
	return string(b)
}

// SetFormatter has the handler write records as the formatter says. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.Handler.setFormatter
func (h *Handler) SetFormatter(f *Formatter) {
	if h.s.w.Do(sim.Op{Name: "Handler.setFormatter", Object: h.s.w.Stderr()}) {
		h.format, h.text = f.format, f.text
	}
}

// Message is getMessage: the format with the arguments in it. It blocks, and panics, as the code does that shows these.
// https://docs.python.org/3.13/library/logging.html#logging.LogRecord.getMessage
func (r *Record) Message() string { return string(r.appendMessage(nil, r.Args)) }
