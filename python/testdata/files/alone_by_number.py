"""Two threads use files of their own by number, and read one file that each has opened: nothing is shared."""
import os
import tempfile
import threading

fd, path = tempfile.mkstemp()
os.write(fd, b"abcd")
os.close(fd)


def work():
    number = os.open(path, os.O_RDONLY)
    first = os.read(number, 2)
    os.lseek(number, 0, os.SEEK_SET)
    assert os.fstat(number).st_size == 4 and os.pread(number, 2, 2) == b"cd" and first == b"ab"
    os.close(number)
    own, name = tempfile.mkstemp()
    os.write(own, b"x")
    os.ftruncate(own, 0)
    os.close(own)
    os.chmod(name, 0o600)
    os.remove(name)


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
os.remove(path=path)
