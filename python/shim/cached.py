"""functools.cached_property, whose value becomes an attribute of the object: the library stores it, where no access of the program
shows it.  Two threads that find none compute it twice from CPython 3.12 on."""
import functools

from . import shared
from .core import S, STORE


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
