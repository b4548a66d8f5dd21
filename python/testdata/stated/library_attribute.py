def invariant(script):
    assert script.q.unfinished_tasks < 1 or not script.lock.locked()
