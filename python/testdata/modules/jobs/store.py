class Store:
    def __init__(self):
        self.total = 0

    def add(self, n):
        total = self.total
        print("adding", n)
        self.total = total + n  # of two threads that have read before, the first is forgotten
