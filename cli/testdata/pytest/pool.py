"""What is tested."""
import threading


class Counter:
    def __init__(self):
        self.value, self.closed = 0, False
        self.lock = threading.Lock()

    def add(self):
        with self.lock:
            self.value += 1

    def add_slowly(self):
        self.value = self.after(self.value)

    def after(self, value):
        return value + 1

    def close(self):
        self.closed = True


class Account:
    def __init__(self, balance):
        self.balance, self.lock = balance, threading.Lock()

    def move(self, other, amount):
        with self.lock:
            with other.lock:
                self.balance -= amount
                other.balance += amount


_instance = None
_making = threading.Lock()


def instance(locked):
    """The one counter of the process."""
    global _instance
    if locked:
        with _making:
            if _instance is None:
                _instance = Counter()
            return _instance
    if _instance is None:
        _instance = Counter()
    return _instance
