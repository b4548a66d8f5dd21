"""sqlite3: what one thread writes to a database another finds there.  Each method of a connection or a cursor is an access to the
database, in which threads may switch: the library releases the GIL.  One in a file lies outside of the process, as files do (see files)."""
import os

from . import files, found, hooks, methods, outside, shared
from .core import S, STORE

MODULE = "sqlite3.dbapi2"
CLASSES = ("Connection", "Cursor")
paths = {}  # id of a connection → the file of its database; of one in memory there is none


def adapt(module):
    """Changes the module when the program has imported it."""
    plain = module["connect"]

    def connect(database, *args, **named):
        connection = plain(database, *args, **named)
        paths.pop(id(connection), None)
        if issubclass(type(database), (str, bytes, os.PathLike)) and os.fsdecode(database) not in ("", ":memory:"):
            paths[id(connection)] = database
        return connection
    module["connect"] = connect
    for name in CLASSES:
        methods.streams[module[name]] = used
        shared.kinds[module[name]] = shared.CONTAINER
    shared.fields[module["Connection"]] = ("in_transaction", "total_changes")
    hooks.managed[module["Connection"]] = Transaction


class Transaction:
    """A connection as a with statement has it: the end of that is a commit or a rollback."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self.connection.__enter__()

    def __exit__(self, *exception):
        if S.several and not used(self.connection, "commit"):
            shared.item(self.connection, None, STORE, "Connection." + ("commit" if exception[0] is None else "rollback"))
        return self.connection.__exit__(*exception)


def used(o, name):
    """A method of a connection or a cursor is called: says whether it lies outside of the process."""
    connection = found.field(o, "connection", o)
    path = paths.get(id(connection))
    if path is not None:
        outside.last[0] = None  # each call is a step of its own, also those of one line
        files.touched(path, name, STORE)
    elif connection is not o:
        shared.item(connection, None, STORE, "Connection." + name)
    return path is not None
