"""Variables to which all of Python's statements store, that threads of random programs share."""
from kind import Kind

STORES = [
    Kind("stores", """
st, ov = 0, 5
class Iadd:
    def __init__(self, n):
        self.n = n
    def __iadd__(self, other):
        return Iadd(self.n + abs(other))
    def __add__(self, other):
        return Iadd(self.n + other)
    def __repr__(self):
        return 'I%d' % self.n
su, sm = Iadd(0), {'k': Iadd(0)}
""",
        "(st if isinstance(st, int) else getattr(st, '__name__', 'other'), ov, su, sm)",
        "with contextlib.nullcontext(1) as st:\n    r.append(type(st).__name__)", "with contextlib.nullcontext((1, 2)) as (st, ov):\n    abs(1)",
        "try:\n    raise KeyError(3)\nexcept KeyError as st:\n    r.append(abs(1))", "try:\n    raise KeyError(3)\nexcept KeyError as ov:\n    pass",
        "def st():\n    pass", "class st:\n    n = abs(1)", "import math as st", "from math import floor as st", "del st", "del st, ov",
        "for st in (abs(1), 2):\n    abs(1)", "for st, ov in [(1, 2), (3, 4)]:\n    abs(1)", "for st, *ov in [(1, 2), (3, 4)]:\n    abs(1)",
        "st, *ov = abs(1), 2, 3", "*ov, st = 1, abs(2)", "st = ov = abs(st) + 1", "[st, ov] = ov, st", "(st, (ov, z)) = abs(1), (abs(2), 3)",
        "r.append(type(st).__name__)", "r.append((st := 3) + abs(ov))", "r.append([st := v for v in (abs(1), 2)])", "r.append(ov)",
        "r.append('st' in globals())", "su += 1", "su = su + 1", "sm['k'] += 1", "r.append(su.n)", "r.append(sm['k'].n)", "su += abs(2)",
        "if abs(1):\n    st = 3\nelse:\n    ov = 4", "for sm['k'] in (1, 2):\n    abs(1)", "with contextlib.nullcontext(7) as sm['j']:\n    r.append(len(sm))"),
    Kind("cells", """
def cells():
    n, m = 0, 1
    def with_():
        nonlocal n
        with contextlib.nullcontext(abs(1)) as n:
            return n + abs(0)
    def except_():
        nonlocal n
        try:
            raise KeyError(2)
        except KeyError as n:
            return abs(1)
    def for_():
        nonlocal n, m
        for n, m in ((1, 2), (3, 4)):
            abs(1)
    def define():
        nonlocal n
        def n():
            return abs(1)
        return type(n).__name__
    def import_():
        nonlocal n
        import math as n
        return type(n).__name__
    def star():
        nonlocal n, m
        n, *m = abs(1), 2
        return abs(n)
    def delete():
        nonlocal n
        del n
    def walrus():
        nonlocal n
        return (n := 5) + abs(m)
    def chained():
        nonlocal n, m
        n = m = abs(m) + 1
    def seen():
        return type(n).__name__, m
    return with_, except_, for_, define, import_, star, delete, walrus, chained, seen
with_, except_, for_, define, import_, star, delete, walrus, chained, seen_ = cells()
""",
        "seen_()",
        *("r.append(%s())" % name for name in "with_ except_ for_ define import_ star delete walrus chained seen_".split())),
    Kind("captures", """
ca, cb = 0, 1
def captured():
    n = 0
    def match_():
        nonlocal n
        match [abs(1), 2]:
            case [n, 2]:
                return n + abs(0)
    def get():
        return n
    return match_, get
match_, get = captured()
""",
        "(ca, cb, get())",
        "match abs(1):\n    case ca:\n        r.append(ca)", "match [1, 2, 3]:\n    case [ca, *cb]:\n        r.append(abs(len(cb)))", "r.append(ca)",
        "match {'a': 1, 'b': 2}:\n    case {'a': ca, **cb}:\n        r.append(abs(ca))", "match [1, [2]]:\n    case [_, [2] as ca]:\n        r.append(ca)",
        "match abs(5):\n    case (1 | 5) as ca:\n        r.append(ca)", "match [3]:\n    case [ca] if abs(cb):\n        cb = ca", "r.append(cb)", "r.append(match_())",
        "r.append(get())", "ca = 9", "ca = ca + abs(1)", since=(3, 10)),
    Kind("targets", """
class Tg:
    pass
tg, ti = Tg(), [0, 0]
tg.n, tg.l = 0, []
class Ga:
    def __init__(self):
        self.n = 0
    def __getattribute__(self, a):
        return object.__getattribute__(self, a)
ga = Ga()
""",
        "(vars(tg), ti, ga.n)",
        "for tg.n in (1, 2):\n    abs(1)", "for ti[0] in (1, 2):\n    abs(1)", "with contextlib.nullcontext(3) as tg.n:\n    r.append(tg.n)",
        "tg.n, *tg.l = abs(1), 2", "tg.n = ti[0] = abs(tg.n) + 1", "ti[0], ti[1] = ti[1] + 1, abs(ti[0])", "tg.n: int = abs(tg.n) + 1", "del tg.n",
        "r.append(tg.n)", "r.append(ti[:])", "ti[abs(0)] += abs(1)", "tg.l += [abs(1)]", "[tg.n for tg.n in (abs(4), 5)]", "ti[0] = tg.n",
        "r.append((tg.n, ti[0]))", "ga.n += 1", "r.append(ga.n)", "ti[:1] = [abs(7)]", "ti.__setitem__(0, abs(ti[0]) + 2)",
        "exec('ti[0] += abs(1)', globals())", "r.append(eval('ti[0] + abs(tg.n)'))", "setattr(tg, 'n', eval('tg.n + 1'))",
        "locals()['r'].append(ti[0])", "vars(tg).update(n=abs(3))", "globals()['ti'] = [6, 6]", "delattr(tg, 'n')", "r.append('n' in vars(tg))"),
    Kind("two", "la, lb, da, db = [1], [2], {'a': 1}, {'b': 2}",
        "(la, lb, da, db)",
        "r.append(la + lb)", "r.append(la == lb)", "r.append([*la, *lb])", "r.append({**da, **db})", "la.append(3)\nlb.append(3)", "lb[0] = la[0] = 1",
        "r.append(la < lb)", "la += lb", "r.append((la[0], lb[0]))", "da['n'] = 1\ndb['n'] = 1", "r.append(da == db)", "la.extend(lb)",
        "la[:] = lb", "r.append(da.keys() & db.keys() if abs(1) else 0)", "r.append(la[0] in lb)", "r.append(list(zip(la, lb)))", "da.update(db)",
        "r.append(da['a'] + db['b'])", "da['a'] = 5\ndb['b'] = 5", "la, lb = lb, la", "la[0], lb[0] = lb[0], la[0]", "r.append(la * lb[0])",
        "r.append(len(la) - len(lb))", "da['a'], db['b'] = 7, abs(8)", "r.append('%d%d' % (la[0], lb[0]))", "r.append(f'{la}{lb}')"),
]
