"""What would be ordered by addresses: sets of objects that hash by identity, futures sorted by id."""
import builtins

from . import found, names

made = []     # functions that are called with each class that the program makes
numbers = {}  # id → (number, what gives the object as long as it lives)
counts = {}   # by class: how many of its objects have a number
kept = [{}, {}]  # numbers and counts as each execution begins with them


def number_of(o):
    """A number in place of the address. Each class has its own, so that an object of another one, which a library may make in the
    first execution only, moves none of them."""
    known = numbers.get(id(o))
    if known is None or known[1]() is not o:
        cls = type(o)
        n = counts[cls] = counts.get(cls, 0) + 1
        known = numbers[id(o)] = n, found.reference(o)
    return known[0]


def install():
    build = builtins.__build_class__
    by_address = object.__hash__

    def build_class(body, name, *bases, **keywords):
        cls = build(body, name, *bases, **keywords)
        if isinstance(cls, type) and names.owns(body.__code__.co_filename) and \
                getattr(cls, "__hash__", None) is by_address and not issubclass(cls, type):
            try:
                cls.__hash__ = number_of
            except TypeError:
                pass
        if isinstance(cls, type) and names.owns(body.__code__.co_filename):
            for tell in made:
                tell(cls)
        return cls
    builtins.__build_class__ = build_class


def adapt(threading, futures):
    threading.Thread.__hash__ = number_of
    futures.Future.__hash__ = number_of
    acquire = futures._AcquireFutures

    class AcquireFutures(acquire):
        def __init__(self, list):
            self.futures = sorted(list, key=number_of)
    futures._AcquireFutures = AcquireFutures


def keep():
    """What has a number now has the same one in each execution: sets that hold it are there already."""
    kept[:] = dict(numbers), dict(counts)


def begin():
    """The objects of each execution have the same numbers, whatever was executed before."""
    for known, before in zip((numbers, counts), kept):
        known.clear()
        known.update(before)
