"""Functions of the C library that ctypes gives, which are told of a thread by its number: that of the system, and not the one that
get_ident says here.

What they set and tell, such as the name that the system shows, is of no thread of the program: it is of that of the system which is at work.
"""
import sys

from . import real

OF_THREAD = {"pthread_setname_np", "pthread_getname_np", "pthread_setschedparam", "pthread_getschedparam", "pthread_setschedprio",
             "pthread_setaffinity_np", "pthread_getaffinity_np", "pthread_getcpuclockid"}


class OfThread:
    def __init__(self, function):
        vars(self)["function"] = function

    def __call__(self, _, *args):
        return self.function(real.get_ident(), *args)

    def __getattr__(self, name):
        return getattr(self.function, name)

    def __setattr__(self, name, value):
        setattr(self.function, name, value)


def install():
    ctypes = sys.modules.get("ctypes")  # of Pythons that have it
    if ctypes is None:
        return
    plain = ctypes.CDLL.__getitem__

    def __getitem__(self, name):
        function = plain(self, name)
        return OfThread(function) if name in OF_THREAD else function
    ctypes.CDLL.__getitem__ = __getitem__
