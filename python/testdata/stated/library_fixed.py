def invariant(script):
    assert script.q.qsize() <= 1
    assert script.lock.locked() or not script.event.is_set() or script.q.qsize() <= 1
    assert script.getting.is_alive() in (True, False)
