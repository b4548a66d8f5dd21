package logging

import (
	"fmt"
	"strings"
	"time"

	"simrun/sim"
)

// DefaultFormat is the format that the introduction to threading uses. Python's own is "%(levelname)s:%(name)s:%(message)s".
const DefaultFormat = "%(asctime)s: %(message)s"

// Asctime is how the log shows a virtual time: "00:00:02", Python's %(asctime)s with datefmt="%H:%M:%S". Every
// execution starts at 00:00:00. It is no operation.
// https://docs.python.org/3.13/library/logging.html#logging.Formatter.formatTime
func Asctime(at time.Duration) string {
	s := int(at / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", s/3600%24, s/60%60, s%60)
}

// Text is a line of the log as it is printed: its time and its text. It is for reports, and no operation.
func Text(line sim.Line) string { return Asctime(line.At) + ": " + line.Text }

// formatter writes a record as its format says. It is a list of literals and fields.
type formatter []segment

type segment struct {
	literal string
	field   field
}

type field uint8

const (
	literalField field = iota
	asctimeField
	messageField
	levelField
	nameField
	threadField
)

var fieldNames = [...]string{asctimeField: "asctime", messageField: "message", levelField: "levelname",
	nameField: "name", threadField: "threadName"}

// parseFormat takes a format apart. A time at its beginning is left out together with what separates it from the rest,
// because a line of the log has its time beside the text.
func parseFormat(format string) formatter {
	if format == DefaultFormat {
		return messageOnly
	}
	for _, sep := range []string{": ", " - ", " "} {
		format = strings.TrimPrefix(format, "%(asctime)s"+sep)
	}
	var f formatter
	for format != "" {
		i := strings.Index(format, "%(")
		if i < 0 {
			return append(f, segment{literal: format})
		}
		if i > 0 {
			f = append(f, segment{literal: format[:i]})
		}
		name, rest, ok := strings.Cut(format[i+2:], ")s")
		found := false
		for n := asctimeField; ok && n <= threadField; n++ {
			if fieldNames[n] == name {
				f = append(f, segment{field: n})
				found = true
			}
		}
		if !found {
			sim.Misuse("logging format %q: use the fields asctime, message, levelname, name and threadName, as in %q",
				format[i:], DefaultFormat)
		}
		format = rest
	}
	return f
}

// appendRecord writes the record to b, with arguments that are not in it yet. It returns false if the arguments do not fit
// the message.
func (f formatter) appendRecord(b []byte, r *Record, args []any) ([]byte, bool) {
	fits := true
	for i := range f {
		switch f[i].field {
		case literalField:
			b = append(b, f[i].literal...)
		case asctimeField:
			b = append(b, Asctime(r.Created)...)
		case messageField:
			from := len(b)
			b = r.appendMessage(b, args)
			fits = fits && fitting(b[from:], args)
		case levelField:
			b = append(b, r.Level.String()...)
		case nameField:
			b = append(b, r.Logger...)
		case threadField:
			b = append(b, r.threadName()...)
		}
	}
	return b, fits
}

// appendMessage writes the message to b. A record that a program has made itself may have no thread, and so no world.
func (r *Record) appendMessage(b []byte, args []any) []byte {
	if r.Thread == nil {
		return sim.Appendf(b, r.Format, args...)
	}
	return r.Thread.World().Appendf(b, r.Format, args...)
}

func (r *Record) threadName() string {
	if r.Thread == nil {
		return "None"
	}
	return r.Thread.Name()
}
