"""A lock orders all accesses, and starts and joins of threads order the rest: no access is an operation."""
import threading


class Account:
    def __init__(self):
        self.lock, self.balance, self.log = threading.Lock(), 0, []

    def pay(self):
        with self.lock:
            self.balance += 1
            self.log.append(self.balance)


account = Account()
threads = [threading.Thread(target=account.pay) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert account.balance == len(account.log) == 2
