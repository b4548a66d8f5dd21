"""A test that ends the script with exit code 1 if two threads have lost an update. It says so to whoever called it, and raises nothing."""
import sys
import threading
import unittest


class Visits:
    def __init__(self):
        self.lock = threading.Lock()
        self.count = 0

    def add(self):
        if "fixed" in sys.argv:
            with self.lock:
                self.count = self.after(self.count)
        else:
            self.count = self.after(self.count)  # a call lies between the read and the write

    def after(self, count):
        return count + 1


class TestVisits(unittest.TestCase):
    def test_two(self):
        visits = Visits()
        threads = [threading.Thread(target=visits.add) for _ in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(visits.count, 2)


unittest.main(argv=sys.argv[:1])
