"""What the library, or simrun itself, makes a text of what the program has: an exception that nobody caught, what sys.exit is given, the
arguments of a log line.  Each container in it is looked at then, after the last operation of the program before that."""
from . import items
from .core import S

MOST = 3  # containers within each other that are looked at
PARTS = {list: list.__iter__, tuple: tuple.__iter__, set: set.__iter__, frozenset: frozenset.__iter__, dict: dict.values}


def looks(o, within=MOST):
    """Notes that a text is made of it.  CPython may switch threads before that, but not within it."""
    if not S.several:
        return
    if within == MOST:
        S.polled = True
    items.rd(o, "format")
    for kind, parts in PARTS.items() if within else ():
        if issubclass(type(o), kind):
            for part in list(parts(o)):
                looks(part, within - 1)


def adapt(logging):
    """Has a record of a log look at its arguments when it makes its text."""
    text = logging.LogRecord.getMessage

    def getMessage(self):
        looks((self.msg, self.args))
        return text(self)
    logging.LogRecord.getMessage = getMessage
