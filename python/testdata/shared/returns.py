"""What a call returns is read from x, and x again just behind it, by the first argument; another thread changes it once."""
import functools
import operator
import sys
import threading

x = 0


def function(*given, **named):
    return x


class Made:

    def __init__(self):
        self.x = x


class Late:
    """Gives what it is asked for by code of its own."""
    __slots__ = ("slot",)

    def __getattr__(self, name):
        return getattr(plain, name)


class Plain:
    value = property(lambda self: x)

    def method(self, *given):
        return x

    def __call__(self):
        return x

    def __len__(self):
        return x

    def __hash__(self):
        return x

    def __eq__(self, other):
        return x == 5

    @classmethod
    def of_class(cls):
        return x

    @staticmethod
    def of_none(*given):
        return x


class Sub(Plain):

    def method(self):
        return super().method()


def items():
    yield x
    yield x


plain, sub, late = Plain(), Sub(), Late()
late.slot = function
bound, partial, caller = plain.method, functools.partial(function), operator.methodcaller("method")


def by_statement():
    class Body:
        seen = x
    return Body.seen, x


CASES = {
    # A function in Python is called by Python.
    "function": lambda: (function(), x), "named": lambda: (function(given=1), x), "method": lambda: (plain.method(), x), "bound": lambda: (bound(), x),
    "class-method": lambda: (Plain.of_class(), x), "static": lambda: (plain.of_none(1), x), "unbound": lambda: (Plain.method(plain), x),
    "super": lambda: (sub.method(), x), "lambda": lambda: ((lambda: x)(), x), "slot": lambda: (late.slot(), x), "getattr": lambda: (late.method(), x),
    "given": lambda: (function(abs(1)), x), "property": lambda: (plain.value, x), "operator": lambda: ((plain == 1) * 5, x),
    # So it is from 3.12 on if the arguments come as a tuple, but not that of an object.
    "spread": lambda: (function(*(1,)), x), "spread-method": lambda: (plain.method(*(1,)), x),
    # These are called by C code.
    "partial": lambda: (partial(), x), "caller": lambda: (caller(plain), x), "class": lambda: (Made().x, x), "object": lambda: (plain(), x), "len": lambda: (len(plain), x),
    "name": lambda: (getattr(plain, "value"), x), "next": lambda: (next(items()), x), "goes-on": lambda: (list(items())[1], x),
    "map": lambda: (list(map(function, (1,)))[0], x), "reduce": lambda: (functools.reduce(function, (1, 2)), x), "count": lambda: ([Plain()].count(plain) * 5, x),
    "hash": lambda: (hash(plain), x), "statement": by_statement,
}


def reads():
    print(*CASES[sys.argv[1]]())


def writes():
    global x
    x = 5


threads = [threading.Thread(target=t) for t in (reads, writes)]
for t in threads:
    t.start()
for t in threads:
    t.join()
