def invariant(script):
    assert not script.done or script.a.on and script.b.on
