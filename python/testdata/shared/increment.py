"""Two threads count: += is a load and a store."""
import threading


class Counter:
    def __init__(self):
        self.value = 0

    def add(self):
        self.value += 1


counter = Counter()
threads = [threading.Thread(target=counter.add) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert counter.value == 2, counter.value
