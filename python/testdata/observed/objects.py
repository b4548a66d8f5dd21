"""Variables, and objects of classes, that threads of random programs share."""
from kind import Kind

OBJECTS = [
    Kind("global", "x = 0",
        "x",
        "x += 1", "x += abs(1)", "x = x + abs(1)", "r.append(x)", "x, y = x + 1, abs(x)", "(x := 5)", "del x", "x = x * 2 if x else abs(3)",
        "globals()['x'] += 1", "globals().update(x=abs(x) + 1)", "r.append('x' in globals())", "r.append([x for _ in range(2)])",
        "for x in (1, 2):\n    pass"),
    Kind("plain", """
class A:
    k = 0
    def __init__(self):
        self.n = 0
o = A()
""",
        "(o.n, o.k, A.k, sorted(vars(o)))",
        "o.n += 1", "o.n += abs(1)", "o.k += 1", "A.k += 1", "A.k = abs(A.k) + 1", "r.append((o.n, o.k))", "setattr(o, 'n' + '', o.n + 1)",
        "r.append(getattr(o, 'k' + ''))", "vars(o)['n'] += abs(1)", "o.__dict__.update(n=abs(o.n) + 1, k=9)", "r.append(sorted(vars(o).items()))",
        "del o.k", "r.append(hasattr(o, 'm'))", "o.m = o.n", "for o.n in range(2):\n    pass", "o.n, o.k = abs(o.k), o.n", "type(o).k = 3",
        "r.append(o.n < abs(o.k) + 1)"),
    Kind("slots", """
class Sl:
    __slots__ = ('n', 'm')
sl = Sl()
sl.n = 0
""",
        "(sl.n, getattr(sl, 'm', None))",
        "sl.n += 1", "sl.n = abs(sl.n) + 1", "sl.m = sl.n", "r.append(sl.m)", "r.append(getattr(sl, 'm', None))", "del sl.m",
        "sl.n, sl.m = 1, sl.n + int(1)"),
    Kind("property", """
class P:
    _n = 0
    @property
    def n(self):
        return self._n
    @n.setter
    def n(self, v):
        self._n = v
p = P()
""",
        "p._n",
        "p.n += 1", "r.append(p.n)", "p.n = 5", "p._n += 1", "r.append(p.n + p.n)", "p.n = p.n = p._n + 1", "setattr(p, 'n', p._n + 1)"),
    Kind("getattr", """
class G:
    def __init__(self):
        self.d = {'a': 0}
    def __getattr__(self, a):
        return self.__dict__['d'].get(a, -1)
    def set(self, a, v):
        self.d[a] = v
g = G()
""",
        "g.d",
        "r.append(g.a)", "g.set('a', g.a + 1)", "g.d['a'] += 1", "r.append(g.b)", "g.set('b', g.a)", "g.d = {'a': 7}", "r.append(getattr(g, 'b'))",
        "r.append(hasattr(g, 'zz'))"),
    Kind("setattr", """
class W:
    def __init__(self):
        object.__setattr__(self, 'log', [])
    def __setattr__(self, a, v):
        self.log.append((a, v))
        object.__setattr__(self, a, v)
    def __delattr__(self, a):
        self.log.append(a)
        object.__delattr__(self, a)
w = W()
w.a = 0
""",
        "(w.a if hasattr(w, 'a') else None, w.log)",
        "w.a += 1", "w.a = len(w.log)", "del w.a", "r.append(w.a)", "r.append(len(w.log))"),
    Kind("dataclass", """
@dataclasses.dataclass
class D:
    n: int = 0
    l: list = dataclasses.field(default_factory=list)
d = D()
""",
        "d",
        "d.n += abs(1)", "d.l.append(d.n)", "d = dataclasses.replace(d, n=d.n + 1)", "r.append(dataclasses.asdict(d))", "r.append(d == D(1))",
        "r.append(dataclasses.astuple(d))", "d.l += [1]", "r.append(copy.deepcopy(d))", "r.append(copy.copy(d).n)"),
    Kind("namedtuple", """
T = collections.namedtuple('T', 'a b')
t = T(0, 0)
""",
        "t",
        "t = t._replace(a=t.a + 1)", "t = t._replace(b=t.b + 1)", "r.append(t)", "a, b = t\nr.append(a + b)", "r.append(t._asdict())",
        "t = T(*map(abs, t))", "t = T(t.a + 1, t.b)"),
    Kind("closure", """
def outer():
    n = 0
    def add():
        nonlocal n
        n += 1
    def add_slow():
        nonlocal n
        n = abs(n) + 1
    def get():
        return n
    return add, add_slow, get
add, add_slow, get = outer()
""",
        "get()",
        "add()", "add_slow()", "r.append(get())", "r.append(get() + get())"),
    Kind("eq", """
class E:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __hash__(self):
        return hash(self.n)
e1, e2 = E(1), E(2)
el, ed = [e1, e2], {e1: 'x'}
""",
        "([v.n for v in el], len(ed), [v for v in ed.values()])",
        "r.append(e1 == e2)", "e1.n += 1", "r.append(e2 in el)", "r.append(E(1) in ed)", "ed[E(2)] = len(ed)", "el.remove(E(2))",
        "r.append(ed.get(E(1)))", "r.append(len({e1, e2}))", "r.append(el.index(E(2)))", "r.append(el.count(E(1)))", "r.append(el == [E(1), E(2)])",
        "e2.n = e1.n", "el.append(E(len(el)))", "r.append(ed.setdefault(E(3), len(ed)))", "r.append(e1 != e2)", "r.append(ed.pop(E(1), None))",
        "r.append((e1, e2) == (E(1), E(2)))"),
    Kind("operators", """
class N:
    def __init__(self, v):
        self.v = v
    def __add__(self, o):
        return N(self.v + o.v)
    def __iadd__(self, o):
        self.v += o.v
        return self
    def __bool__(self):
        return self.v > 0
    def __len__(self):
        return self.v
    def __format__(self, spec):
        return '<%d>' % self.v
    def __repr__(self):
        return 'N%d' % self.v
    def __call__(self, k=1):
        self.v += k
        return self.v
    def __getitem__(self, i):
        if i >= self.v:
            raise IndexError
        return i * self.v
    def __contains__(self, k):
        return k == self.v
    def __neg__(self):
        return N(-self.v)
    def __index__(self):
        return self.v
    def __int__(self):
        return self.v
n1, n2 = N(1), N(2)
""",
        "(n1, n2)",
        "n1 += n2", "n1 = n1 + n2", "r.append(bool(n1))", "r.append(f'{n1}{n2}')", "r.append(n1())", "n2(3)", "r.append(list(n1))",
        "r.append([i for i in n2])", "r.append(1 in n1)", "n1 = -n1", "r.append([5, 6, 7, 8, 9, 10][n1])", "r.append(len(n1))", "r.append(int(n2))",
        "r.append(sum([n1, n2], N(0)))", "r.append(n1 and n2)", "for i in n2:\n    n1()", "n1.v += 1", "r.append(n2[0] + n2[1])",
        "r.append(not n1)", "r.append('yes' if n1 else 'no')", "a, b = n2\nr.append(a + b)", "r.append(max(n2))", "r.append(list(range(n1)))",
        "r.append(list(map(n2, [1, 2])))", "print('', end='') if n1 else n2()"),
    Kind("with", """
class M:
    def __init__(self):
        self.n = self.most = 0
    def __enter__(self):
        self.n += 1
        self.most = max(self.most, self.n)
        return self
    def __exit__(self, *a):
        self.n -= 1
ma = M()
lv = 0
@contextlib.contextmanager
def cm():
    global lv
    lv += 1
    try:
        yield lv
    finally:
        lv -= abs(1)
""",
        "(ma.n, ma.most, lv)",
        "with ma:\n    pass", "with ma as z:\n    r.append(z.n)", "with cm() as z:\n    r.append(z)", "with ma, ma:\n    ma.n += abs(1)",
        "try:\n    r.append(lv)\nfinally:\n    lv = abs(lv) + 1", "with contextlib.suppress(ZeroDivisionError):\n    r.append(lv // ma.n)",
        "try:\n    raise KeyError(lv)\nexcept KeyError as e:\n    r.append(e.args[0] + lv)", "lv += 1"),
    Kind("match", """
class Pt:
    __match_args__ = ('x', 'y')
    def __init__(self):
        self.x, self.y = 0, 1
pt = Pt()
md, ml = {'k': 1}, [1, 2]
""",
        "(pt.x, pt.y, md, ml)",
        "match pt:\n    case Pt(0, y):\n        r.append(y)\n    case Pt(x=1):\n        r.append('one')", "pt.x = 1", "pt.y += 1",
        "match md:\n    case {'k': 1, **rest}:\n        r.append(rest)\n    case {'k': v}:\n        r.append(v)", "md['k'] += 1", "md['j'] = 2",
        "match ml:\n    case [a, b]:\n        r.append(b)\n    case [a, *b]:\n        r.append(len(b))", "ml.append(3)",
        "match pt.x:\n    case 0 if pt.y:\n        r.append(pt.y)\n    case _:\n        pt.x = 0", "del md['k']",
        "match abs(pt.x), pt.y:\n    case (0, 1):\n        pt.y = 5\n    case (a, b):\n        r.append(a + b)", since=(3, 10)),
    Kind("cache", """
calls = 0
@functools.lru_cache(maxsize=None)
def cached(k):
    global calls
    calls += 1
    return (k, calls)
@functools.lru_cache(maxsize=1)
def small(k):
    return k
class Cp:
    made = 0
    @functools.cached_property
    def v(self):
        type(self).made += 1
        return self.made
cp = Cp()
""",
        "(calls, Cp.made, tuple(cached.cache_info())[3])",
        "r.append(cached(1))", "r.append(cp.v)", "cached.cache_clear()", "r.append(tuple(cached.cache_info())[:2])", "r.append(small(1))",
        "small(2)", "r.append(tuple(small.cache_info())[:2])", "del cp.v", "r.append(cp.made)"),
    Kind("namespace", "ns = types.SimpleNamespace(a=0)",
        "ns",
        "ns.a += abs(1)", "ns.b = ns.a", "r.append(vars(ns).copy())", "ns.__dict__.update(a=4)", "r.append(ns == types.SimpleNamespace(a=0))",
        "r.append(getattr(ns, 'b', None))", "del ns.a", "ns.a += 1", "r.append(copy.copy(ns).a)"),
    Kind("functions", """
fn = [0]
put = fn.append
add2 = functools.partial(fn.__setitem__, 0)
def bump():
    fn[0] = abs(fn[0]) + 1
class Pm:
    def __init__(self):
        self.l = []
    def put(self, k, v):
        self.l.append((k, v, len(self.l)))
    put1 = functools.partialmethod(put, 1)
    @staticmethod
    def s():
        fn[0] += 1
    @classmethod
    def c(cls):
        fn.append(cls.__name__)
pm = Pm()
def twice(f):
    @functools.wraps(f)
    def g(*a):
        f(*a)
        return f(*a)
    return g
@twice
def dec():
    fn[0] += 1
    return fn[0]
""",
        "(fn, pm.l)",
        "put(len(fn))", "add2(fn[0] + 1)", "bump()", "pm.put1(2)", "Pm.s()", "pm.c()", "r.append(dec())", "r.append(operator.itemgetter(0)(fn))",
        "operator.setitem(fn, 0, operator.getitem(fn, 0) + 1)", "r.append(list(map(operator.add, fn[:1], [1])))",
        "r.append(operator.methodcaller('pop')(fn))", "r.append((lambda: fn[0])())", "r.append([f() for f in (bump, dec)])",
        "r.append(operator.attrgetter('l')(pm)[:])", "operator.iadd(fn, [4])", "r.append(operator.contains(fn, 1))",
        "r.append(operator.length_hint(fn))", "getattr(fn, 'append')(5)"),
    Kind("class", """
class K:
    items = []
    n = 0
    @classmethod
    def add(cls):
        cls.n += 1
    @classmethod
    def slow(cls):
        cls.n = abs(cls.n) + 1
class K2(K):
    pass
class Desc:
    def __get__(self, o, t=None):
        return o.__dict__.get('z', 0)
    def __set__(self, o, v):
        o.__dict__['z'] = v
class K3:
    z = Desc()
k3 = K3()
""",
        "(K.n, K2.n, K.items, k3.z)",
        "K.add()", "K2.add()", "K.slow()", "K.items.append(K.n)", "r.append(K2.n)", "k3.z += 1", "r.append(k3.z)", "K2.n = 7",
        "K2().items.append(0)", "setattr(K, 'n', K.n + 1)", "r.append(vars(K2).get('n'))", "K.items = [1]", "del K.n", "r.append(hasattr(K, 'n'))"),
]
