"""sys.stdin: it is empty, because each execution would need the same lines.  Of a script that reads from it simrun is told so."""
import io
import sys

was_read = [False]


class Nothing(io.RawIOBase):
    name, mode = "<stdin>", "rb"

    def readable(self):
        return True

    def fileno(self):
        return 0

    def readinto(self, buffer):
        was_read[0] = True
        return 0


def begin():
    """Gives an execution a stdin of its own: one before may have closed it."""
    sys.stdin = io.TextIOWrapper(io.BufferedReader(Nothing()), encoding="utf-8")
