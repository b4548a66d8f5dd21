"""What traces or profiles the program does not see simrun's own code: in the midst of a hand-over it would run as another thread.

Functions in C, as those of coverage, see all: they run no code of the program.
"""
import sys
import types

from . import found, names, real


def beside(function):
    """The function without what is simrun's own."""
    def look(frame, event, argument):
        if frame.f_code.co_filename.startswith(names.HERE):
            return None
        return function(frame, event, argument)
    look.beside = function
    return look


def setting(original):
    def set(function):
        return original(beside(function) if issubclass(type(function), (types.FunctionType, types.MethodType)) else function)
    set.__name__ = original.__name__
    return real.builtin(set)


def getting(original):
    def get():
        function = original()
        return found.attribute(function, "beside", function)
    get.__name__ = original.__name__
    return real.builtin(get)


def install():
    for name in ("settrace", "setprofile", "_settraceallthreads", "_setprofileallthreads"):
        if hasattr(sys, name):
            setattr(sys, name, setting(getattr(sys, name)))
    sys.gettrace, sys.getprofile = getting(sys.gettrace), getting(sys.getprofile)
