"""What would be ordered by addresses: sets of objects that hash by identity, futures sorted by id."""
import builtins

from . import names

made = []     # functions that are called with each class that the program makes
numbers = {}  # id → (number, object): the object is kept, so that nothing else gets its id


def number_of(o):
    """A number in place of the address."""
    known = numbers.get(id(o))
    if known is None:
        known = numbers[id(o)] = len(numbers) + 1, o
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


def begin():
    numbers.clear()
