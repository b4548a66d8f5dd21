"""Modules' warnings: which were shown, of those that are shown once, and what is to become of those to come. These are variables that
threads share; catch_warnings changes the second at its begin and its end."""
import functools

from . import processwide, shared
from .core import S, LOAD, STORE

FILTERS = "warnings.filters"
CHANGE = ("simplefilter", "filterwarnings", "resetwarnings")


def changing(plain):
    """A function that changes what becomes of warnings, which tells of that first."""
    @functools.wraps(plain)
    def change(*args, **named):
        processwide.accessed(FILTERS, STORE, "")
        return plain(*args, **named)
    return change


def install(warnings):
    plain = warnings.warn

    @functools.wraps(plain)
    def warn(message, category=None, stacklevel=1, source=None, **more):
        if S.several and S.running:
            processwide.accessed(FILTERS, LOAD, "")
            shared.touch(shared.module_variable("warnings", "warnings that were shown"), STORE, "warnings.store")
        return plain(message, category, stacklevel + 1, source, **more)  # this function is one level, too
    warnings.warn = warn
    for name in CHANGE:
        setattr(warnings, name, changing(getattr(warnings, name)))
    for name in ("__enter__", "__exit__"):
        setattr(warnings.catch_warnings, name, changing(getattr(warnings.catch_warnings, name)))
