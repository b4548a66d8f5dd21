"""A thread changes a file by its number, or what the system notes of it, and the main thread looks without waiting for that; fixed, it waits."""
import fcntl
import os
import sys
import tempfile
import threading

fd, path = tempfile.mkstemp()
os.write(fd, b"12")
os.lseek(fd, 0, os.SEEK_SET)
reader = os.open(path, os.O_RDONLY)


def locked():
    """Says whether somebody has the file locked, by a number of its own."""
    number = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(number)
    return False


WAYS = {  # what the thread does, and a look that sees it
    "write": (lambda: os.write(fd, b"ab"), lambda: os.pread(reader, 2, 0) == b"ab"),
    "writev": (lambda: os.writev(fd, [b"ab"]), lambda: open(path).read() == "ab"),
    "pwrite": (lambda: os.pwrite(fd, b"ab", 0), lambda: os.read(reader, 2) == b"ab"),
    "read": (lambda: os.read(reader, 1), lambda: os.read(reader, 1) == b"2"),  # who reads moves the other one on
    "lseek": (lambda: os.lseek(reader, 1, os.SEEK_SET), lambda: os.read(reader, 1) == b"2"),
    "ftruncate": (lambda: os.ftruncate(fd, 0), lambda: os.fstat(reader).st_size == 0),
    "truncate": (lambda: os.truncate(path, 0), lambda: os.path.getsize(path) == 0),
    "utime": (lambda: os.utime(path, (5, 5)), lambda: os.path.getmtime(path) == 5),
    "chmod": (lambda: os.chmod(fd, 0o400), lambda: os.lstat(path).st_mode & 0o777 == 0o400),
    "symlink": (lambda: os.symlink(src=path, dst=path + ".link"), lambda: os.path.lexists(path + ".link")),
    "rename": (lambda: os.rename(src=path, dst=path + ".moved"), lambda: not os.path.exists(path)),
    "flock": (lambda: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB), locked),
}
does, sees = WAYS[sys.argv[1]]
t = threading.Thread(target=does)
t.start()
if sys.argv[2:] == ["fixed"]:
    t.join()
seen = sees()
t.join()
for number in (fd, reader):
    os.close(number)
for end in ("", ".link", ".moved"):
    if os.path.lexists(path + end):
        os.remove(path + end)
assert seen
