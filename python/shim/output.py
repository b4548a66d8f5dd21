"""sys.stdout and sys.stderr: each write is one operation.  Exceptions that nobody caught."""
import builtins
import sys
import types

from . import arguments, arrivals, names, real, shared, texts
from .core import S, LOAD, WRITE, RAISE


class Stream:
    def __init__(self, real, number):
        self._real, self._number = real, number
        self.closed = False
        self.encoding, self.errors, self.newlines = "utf-8", "strict", None
        self.line_buffering, self.mode, self.name = True, "w", ("<stdout>", "<stderr>")[number - 1]

    def write(self, text):
        if not issubclass(type(text), str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        if S.running and text:
            stamp = S.current.stamp
            timed = len(stamp.encode("utf-8", "replace")) if stamp and text.startswith(stamp) else 0
            S.point(WRITE, timed << 8 | self._number, S.driver.text(text))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False

    seekable = readable

    def fileno(self):
        return self._real.fileno()

    def __getattr__(self, name):
        return getattr(self._real, name)


def print(*values, sep=" ", end="\n", file=None, flush=False):
    """The builtin print is C code, which writes a line in one go; so does this one."""
    for name, value in (("sep", sep), ("end", end)):
        if value is not None and not issubclass(type(value), str):
            raise TypeError("%s must be None or a string, not %s" % (name, type(value).__name__))
    sep, end = " " if sep is None else sep, "\n" if end is None else end
    if file is None:
        if S.several:
            shared.attribute(sys, "stdout", LOAD)
        file = sys.stdout
        if file is None:
            return
    if type(file) is Stream:
        file.write(sep.join(map(str, values)) + end)
        return
    arguments.pf(file)
    original_print(*values, sep=sep, end=end, file=file, flush=flush)


original_print = builtins.print


def as_in_c(trace):
    """A traceback without frames of simrun, which stands for C code: if a signal interrupts one frame, its handler is the next."""
    frames = []
    while trace is not None:
        if not trace.tb_frame.f_code.co_filename.startswith(names.HERE):
            frames.append(trace)
        trace = trace.tb_next
    for t in reversed(frames):
        trace = types.TracebackType(trace, t.tb_frame, t.tb_lasti, t.tb_lineno)
    return trace


def line_of(trace, counts=names.owns):
    """The last line of the program in a traceback, or of what counts in its place; empty if there is none."""
    at = ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if counts(file):
            at = "%s:%d" % (file, trace.tb_lineno)
        trace = trace.tb_next
    return at


def raised(exception, head=""):
    """Tells simrun of an exception that ended a thread, and writes its traceback.  That of Ctrl-C is what the user wants."""
    import traceback
    trace = as_in_c(exception.__traceback__)
    at = line_of(trace)
    if isinstance(exception, SyntaxError) and not at:
        at = "%s:%d" % (exception.filename, exception.lineno or 0)
    texts.looks(exception.args)
    said = traceback.format_exception_only(type(exception), exception)
    last = next((part for part in said if not part.startswith(" ")), said[-1]).strip().split("\n")[0]
    if not arrivals.interrupts(exception):
        S.buffer += (S.current.id << 8 | RAISE, 0, 0, S.driver.text("%s|%s" % (at, last)))
    sys.stderr.write(head + "".join(traceback.format_exception(type(exception), exception, trace)))


def thread_exception(args):
    """What threading.excepthook is."""
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else S.current.name
    raised(args.exc_value, "Exception in thread %s:\n" % name)


def install():
    builtins.print = real.builtin(print)


streams = None


def during(execution):
    """Carries out an execution with the streams in place."""
    global streams
    out, err = sys.stdout, sys.stderr
    if streams is None:
        streams = Stream(out, 1), Stream(err, 2)
    sys.stdout, sys.stderr = streams
    try:
        execution()
    finally:
        sys.stdout, sys.stderr = out, err
