"""Which warnings were shown, of those that are shown once: a variable that threads share."""
import functools

from . import shared
from .core import S, STORE


def install(warnings):
    plain = warnings.warn

    @functools.wraps(plain)
    def warn(message, category=None, stacklevel=1, source=None, **more):
        if S.several and S.running:
            shared.touch(shared.module_variable("warnings", "warnings that were shown"), STORE, "warnings.store")
        return plain(message, category, stacklevel + 1, source, **more)  # this function is one level, too
    warnings.warn = warn
