"""What the library, or simrun itself, makes a text of what the program has: an exception that nobody caught, what sys.exit is given, the
arguments of a log line.  Each container in it is looked at then, after the last operation of the program before that."""
from . import items
from .core import S


def looks(o):
    """Notes that a text is made of it.  CPython may switch threads before that, but not within it."""
    if S.several:
        S.polled = True
        items.rt(o)


def adapt(logging):
    """Has a record of a log look at its arguments when it makes its text."""
    text = logging.LogRecord.getMessage

    def getMessage(self):
        looks((self.msg, self.args))
        return text(self)
    logging.LogRecord.getMessage = getMessage
