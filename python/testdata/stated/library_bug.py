def invariant(script):
    assert not (script.q.qsize() == 1 and script.event.is_set() and script.lock.locked())
