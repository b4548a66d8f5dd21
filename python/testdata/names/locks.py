"""Locks that programs keep in various places: what each is called."""
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()


class Bank:
    gate = threading.Lock()

    class Vault:
        door = threading.Lock()

    def __init__(self):
        self.accounts = [Account() for _ in range(2)]
        self.locks = [threading.Lock() for _ in range(2)]
        self.pair = tuple(threading.Lock() for _ in range(2))
        self.tellers = [
            threading.Lock()
            for _ in range(2)
        ]


def made_elsewhere():
    return threading.Lock()


def enclosed():
    inner = threading.Lock()
    return lambda: inner


bank = Bank()
branches = [Bank() for _ in range(2)]
helper = made_elsewhere()
closure = enclosed()
first, second = threading.Lock(), threading.Lock()
rest = {n: threading.Lock() for n in range(2)}
for lock in (bank.accounts[1].lock, bank.locks[1], bank.pair[1], bank.tellers[1], Bank.gate, Bank.Vault.door, branches[1].accounts[1].lock,
             branches[1].locks[0], helper, closure(), second, rest[1]):
    with lock:
        pass
