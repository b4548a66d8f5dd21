def invariant():
    return True
