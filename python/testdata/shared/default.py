"""An attribute that the object gets with its first write; until then it is that of the class."""
import threading


class Counter:
    value = 0

    def add(self):
        self.value += 1


counter = Counter()
threads = [threading.Thread(target=counter.add) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter.value)
