"""functools.lru_cache and cached_property, whose results the library stores, where no access of the program shows it.  Two threads that
find none compute it twice (cached_property from CPython 3.12 on)."""
import functools
import types

from . import found, names, shared
from .core import S, LOAD, STORE


def install():
    cls = functools.cached_property
    made = cls.__init__

    def init(self, func):
        @functools.wraps(func)
        def computed(instance):
            value = func(instance)
            if S.several:
                shared.attribute(instance, self.attrname, STORE)
            return value
        made(self, computed)
    cls.__init__ = init
    plain = functools._lru_cache_wrapper

    def wrapper(function, maxsize, *rest):
        if not names.owns(getattr(found.code(function), "co_filename", "")):
            return plain(function, maxsize, *rest)
        return Cached(plain(remembering(function), maxsize, *rest), LOAD if maxsize is None else STORE)
    functools._lru_cache_wrapper = wrapper


class Cached:
    """A function of the program whose results are kept.  If so many are kept, a look makes that which it finds the last to go."""

    def __init__(self, kept, look):
        self._kept, self._look = kept, look
        if hasattr(kept, "cache_parameters"):
            self.cache_parameters = kept.cache_parameters

    def __call__(self, *args, **named):
        touched(self, self._look)
        return self._kept(*args, **named)

    def __get__(self, o, cls=None):
        return self if o is None else types.MethodType(self, o)

    def __copy__(self, *memo):
        return self

    __deepcopy__ = __copy__

    def __reduce__(self):
        return self.__qualname__

    def cache_clear(self):
        touched(self, STORE)
        self._kept.cache_clear()

    def cache_info(self):
        touched(self, LOAD)
        return self._kept.cache_info()


def remembering(function):
    """The function, of which it is told when its result is about to be kept."""
    @functools.wraps(function)
    def computed(*args, **named):
        value = function(*args, **named)
        touched(function, STORE)
        return value
    return computed


def touched(function, kind):
    """An access to the results that are kept of a function."""
    if S.several:
        name = function.__qualname__ + "'s cache"
        shared.touch(shared.module_variable(function.__module__, name), kind, "cache.store" if kind == STORE else "cache.load")  # in no race: C code has a lock there
    S.polled = True
