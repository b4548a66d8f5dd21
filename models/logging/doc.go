// Package logging has Python's logging, as far as threads can see it.
//
// # Words
//
// A [Logger] passes a [Record] to its handlers, then to those of its parents. A [Handler] writes it, under its own
// lock. The log is the stream that the handlers of [BasicConfig] write to; uncaught exceptions are reported there too.
//
// # Guarantee
//
// A line is never torn, and one operation: in the switching mode io a thread may lose the GIL there. An argument whose text
// comes from code of the program, a String or Error method, is shown while the thread holds the handler's lock, as in
// CPython; the line then is an operation of its own behind what that code does. The lines of one
// thread stand in its order. The time of a line is that at which its record was created, and may be out of order.
//
// # Limits
//
// There are no files, and the text is formatted by Go's package fmt. Unlike Python's, the
// root logger's default format is that of the introduction to threading; its level is WARNING, as in Python: a program
// that wants to see Info says so in BasicConfig.
//
// What a call finds of levels and handlers it reads in the operation in which it writes its line; CPython reads it
// before. Where one thread changes the configuration while another one logs, a line that was let through may still come
// after the change there.
//
// https://docs.python.org/3.13/library/logging.html
package logging
