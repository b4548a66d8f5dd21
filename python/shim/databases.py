"""sqlite3: what one thread writes to a database another finds there.  Each method of a connection or a cursor is an access to the
database, in which threads may switch: the library releases the GIL.  One in a file lies outside of the process, as files do (see files)."""
import os

from . import files, hooks, outside, shared
from .core import STORE

MODULE = "sqlite3.dbapi2"
CLASSES = ("Connection", "Cursor")
paths = {}  # id of a connection → the file of its database; of one in memory there is none


def adapt(module):
    """Changes the module when the program has imported it."""
    plain = module["connect"]

    def connect(database, *args, **named):
        connection = plain(database, *args, **named)
        paths.pop(id(connection), None)
        if isinstance(database, (str, bytes, os.PathLike)) and os.fsdecode(database) not in ("", ":memory:"):
            paths[id(connection)] = database
        return connection
    module["connect"] = connect
    for name in CLASSES:
        hooks.streams[module[name]] = used
        shared.kinds[module[name]] = shared.CONTAINER


def used(o, name):
    """A method of a connection or a cursor is called: says whether it lies outside of the process."""
    connection = getattr(o, "connection", o)
    path = paths.get(id(connection))
    if path is not None:
        outside.last[0] = None  # each call is a step of its own, also those of one line
        files.touched(path, name, STORE)
    elif connection is not o:
        shared.item(connection, None, STORE, "Connection." + name)
    return path is not None
