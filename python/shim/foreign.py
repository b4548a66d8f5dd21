"""What the classes of C code are whose objects threads may share."""
import random
import sys
import types


def iterates(t):
    """Says whether it is an iterator made of C code, as generators are: each item that it gives changes it."""
    return isinstance(getattr(t, "__next__", None), types.WrapperDescriptorType)


def draws(t):
    """Says whether it is a generator of random numbers: each one that is taken changes it."""
    return issubclass(t, random.Random) and not issubclass(t, random.SystemRandom)


def is_foreign(t):
    """Says whether it is a number or an array of ctypes."""
    module = sys.modules.get("_ctypes")
    return module is not None and issubclass(t, (module._SimpleCData, module.Array))


def local_class():
    import threading
    return threading.local
