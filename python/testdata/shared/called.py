"""Two threads count: between load and store is a call."""
import threading


class Counter:
    def __init__(self):
        self.value = 0

    def add(self):
        value = self.value
        str(value)
        self.value = value + 1


counter = Counter()
threads = [threading.Thread(target=counter.add) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert counter.value == 2, counter.value
