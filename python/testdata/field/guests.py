"""A waiter goes over the guests while one more comes. With the argument "fixed" it goes over a copy."""
import sys
import threading

guests = {"Ada": 1, "Bo": 2}


class Waiter(threading.Thread):
    def run(self):
        for name, seat in list(guests.items()) if sys.argv[1:] else guests.items():
            self.serve(name, seat)

    def serve(self, name, seat):
        pass


waiter = Waiter(name="waiter")
waiter.start()
guests["Cy"] = 3
waiter.join()
