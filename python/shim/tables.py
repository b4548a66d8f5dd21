"""csv: a writer is C code that writes to what it was given when it was made, each row at once."""
from . import methods, shared

MODULE = "csv"
targets = {}  # id of a writer → the writer, and what it writes to


def adapt(module):
    """Changes the module when the program has imported it."""
    plain = module["writer"]

    def writer(file, *args, **named):
        made = plain(file, *args, **named)
        methods.streams[type(made)] = used
        shared.kinds[type(made)] = shared.CONTAINER
        targets[id(made)] = made, file
        return made
    module["writer"] = writer


def used(o, name):
    """A method of a writer is called: that is all there is to tell."""
    file = targets[id(o)][1] if id(o) in targets else None
    if name in ("writerow", "writerows") and shared.kinds[type(file)] in shared.WHOLE:
        methods.method(file, "write")
    return True


def restore():
    targets.clear()
