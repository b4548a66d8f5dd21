"""A plugin of given.py."""
count = 0


class Counter:
    def __init__(self):
        self.count = 0

    def add(self):
        self.count = abs(self.count) + 1


counter = Counter()


def add():
    global count
    count = abs(count) + 1
    counter.add()


def both():
    return count, counter.count
