def invariant(script):
    return script.no_such_name
