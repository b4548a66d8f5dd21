# What should hold of pool.py: no permit is lost where nobody is at work, and in the end both are used.
def invariant(script):
    with script.pool.lock:
        assert script.pool.free + script.pool.used == 2


def at_exit(script):
    assert script.pool.used == 2, "%d are used" % script.pool.used
