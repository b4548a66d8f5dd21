"""What has calls of C code run Python code in their midst, that threads of random programs share."""
from kind import Kind

WITHIN = [
    Kind("sentinel", """
left = [1, 2, 3, 0, 5]
def take():
    return left.pop(0) if left else 0
si = iter(take, 0)
""",
        "(left, list(si))",
        "r.append(next(si, None))", "r.append(list(si))", "for v in si:\n    r.append(v)", "r.append(next(si))", "r.append(sum(si))", "left.append(4)",
        "r.append([v for v in si])", "r.append(list(zip(si, si)))", "r.append(2 in si)", "left.clear()", "a, *b = si\nr.append(b)",
        "r.append(list(map(abs, si)))"),
    Kind("lazy", """
ls = [1, 2, 3]
def up(v):
    return v + len(ls)
class Seq:
    def __init__(self):
        self.i = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i
mu, fu, eu, ch2, ac = map(up, ls), filter(up, ls), enumerate(v for v in ls), itertools.chain((up(v) for v in (1,)), ls), itertools.accumulate(ls, lambda a, b: a + b)
tw, sq, zu = itertools.takewhile(lambda v: v < 3, ls), Seq(), zip((v for v in ls), ls)
""",
        "(ls, list(mu), list(fu), sq.i)",
        "r.append(next(mu, None))", "r.append(next(fu, None))", "r.append(next(eu, None))", "r.append(next(ch2, None))", "r.append(next(ac, None))",
        "r.append(next(tw, None))", "r.append(next(sq, None))", "r.append(next(zu, None))", "ls.append(4)", "r.append(list(sq))", "ls.pop()",
        "r.append(sum(sq))", "for v in sq:\n    r.append(v)", "r.append(list(mu))", "r.append(list(zip(sq, sq)))", "r.append(any(v > 1 for v in sq))",
        "r.append(list(eu))", "r.append(max(ac, default=0))", "r.append(2 in sq)", "a, b, c_ = sq\nr.append(b)", "r.append([*sq])", "r.append(dict(eu))",
        "r.append(list(itertools.islice(sq, 2)))", "r.append(sorted(mu))", "r.append(all(map(up, ls)))", "r.append(list(fu))"),
    Kind("texts", """
class Tx:
    def __init__(self, n):
        self.n = n
    def __str__(self):
        return 's%d' % self.n
    def __repr__(self):
        return 'r%d' % self.n
    def __format__(self, spec):
        return 'f%d' % self.n
tx, ty, tl, out = Tx(1), Tx(2), [Tx(3), Tx(4)], io.StringIO()
""",
        "(tx.n, ty.n, [v.n for v in tl], out.getvalue())",
        "r.append(str(tx) + str(ty))", "r.append(f'{tx}{ty!r}')", "r.append('%s%r' % (tx, ty))", "r.append('{}{}'.format(tx, ty))",
        "print(tx, ty, file=out)", "r.append(','.join(str(v) for v in tl))", "out.writelines(str(v) for v in tl)", "tx.n += 1", "ty.n = tx.n + 4",
        "tl[0].n = tl[1].n = 7", "tl.append(Tx(len(tl)))", "r.append(format(tx, 'x'))", "r.append('{0}{0!s}'.format(tx))", "out.write(str(tx))",
        "tl.pop()", "r.append(bytes(v.n for v in tl))",
        "r.append('{x}{y}'.format_map({'x': tx, 'y': ty}))", "tx, ty = ty, tx",
        "r.append(out.getvalue())", "r.append('-'.join(map(str, tl)))"),
    Kind("compared", """
class Cm:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __lt__(self, other):
        return self.n < other.n
    def __hash__(self):
        return self.n
ca1, ca2 = Cm(1), Cm(2)
cl, cs, cd, cq = [ca1, ca2, Cm(3)], {ca1, ca2}, {ca1: 1, ca2: 2}, collections.deque([ca1, ca2])
""",
        "([v.n for v in cl], sorted(v.n for v in cs), sorted(cd.values()), [v.n for v in cq])",
        "r.append(Cm(2) in cl)", "r.append(cl.index(Cm(3)))", "r.append(cl.count(Cm(2)))", "cl.remove(Cm(2))", "r.append(Cm(2) in cs)", "cs.add(Cm(3))",
        "r.append(len(cs & {Cm(1), Cm(2)}))", "cs.discard(Cm(1))", "r.append(cd.get(Cm(2)))", "cd[Cm(3)] = len(cd)", "r.append(cd == {Cm(1): 1, Cm(2): 2})",
        "r.append(Cm(2) in cq)", "cq.remove(Cm(2))", "r.append(cq.index(Cm(2)))", "cl.append(Cm(0))", "cl.pop(0)", "ca2.n = 5", "ca1.n += 1",
        "cl.sort()", "r.append([v.n for v in sorted(cl)])", "r.append(max(cl).n)", "r.append(min(cl, key=lambda v: v.n).n)", "cd.setdefault(Cm(1), 9)",
        "r.append(cl == [Cm(1), Cm(2), Cm(3)])", "cs.update([Cm(2), Cm(4)])", "r.append(cs <= {Cm(1), Cm(2)})", "cd.update({Cm(1): 7})",
        "r.append(cd.pop(Cm(2), None))", "del cd[Cm(1)]", "r.append((ca1, ca2) < (Cm(1), Cm(3)))", "r.append(cq == collections.deque([Cm(1), Cm(2)]))",
        "r.append(cq.count(Cm(1)))", "cl.reverse()", "cq.append(Cm(8))", "r.append(cs == {Cm(1), Cm(2)})", "r.append(heapq.nlargest(1, cl)[0].n)",
        "heapq.heapify(cl)", "bisect.insort(cl, Cm(2))", "r.append(operator.countOf(cl, Cm(2)))", "r.append(operator.indexOf(cl, Cm(3)))",
        "r.append(len(set(cl)))", "r.append(len(dict.fromkeys(cl)))", "r.append(cl < [Cm(1), Cm(2), Cm(4)])", "cs -= {Cm(2)}", "cs.clear()", "cd.clear()",
        "r.append(len({v: 0 for v in cl}))", "r.append(cs.isdisjoint([Cm(2)]))", "r.append(cd.keys() == {Cm(1), Cm(2)})", "r.append(Cm(1) not in cl)"),
    Kind("dropped", """
dropped = []
class Dl:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        dropped.append((self.n, len(dropped)))
dl, dls, dm2, do = Dl(1), [Dl(2), Dl(3)], {'a': Dl(4)}, types.SimpleNamespace(a=Dl(5))
""",
        "(dropped, dl and dl.n, [v.n for v in dls], sorted(dm2))",
        "dl = None", "dl = Dl(6)", "r.append(len(dropped))", "dls.pop()", "dls.clear()", "dls[0] = Dl(7)", "dm2['a'] = Dl(8)", "del dm2['a']",
        "do.a = None", "r.append(dl and dl.n)", "dls[:] = []", "r.append(dropped[:])", "dl, dls = None, []", "r.append(len(dls))", "dm2.clear()",
        "r.append([v.n for v in dls])", "r.append(sorted(dm2))", "dropped.clear()", "dm2.update(a=Dl(9))", "Dl(10)"),
    Kind("weak", """
class Wk:
    def __init__(self, n):
        self.n = n
wk, gone, wvd, wks = Wk(1), [], weakref.WeakValueDictionary(), weakref.WeakSet()
wr = weakref.ref(wk, lambda _: gone.append(len(gone)))
wvd['a'] = wk
wks.add(wk)
""",
        "(gone, wk and wk.n, len(wvd), len(wks))",
        "wk = None", "wk = Wk(2)", "r.append(wr() is None)", "r.append(len(wvd))", "r.append([v.n for v in wvd.values()])", "wvd['b'] = wk", "r.append(gone[:])",
        "r.append(len(wks))", "r.append([v.n for v in wks])", "x_ = wvd.get('a')\nr.append(x_ and x_.n)", "r.append('a' in wvd)",
        "x_ = wr()\nr.append(x_ and x_.n)", "wvd.pop('a', None)", "wks.clear()", "gone.append(7)", "r.append(wvd.setdefault('c', wk) is wk)"),
    Kind("reduced", """
class Rd:
    def __init__(self, n=0, m=0):
        self.n, self.m = n, m
    def __reduce__(self):
        return Rd, (self.n, self.m)
class Cd:
    def __init__(self, n=0, m=0):
        self.n, self.m = n, m
    def __copy__(self):
        return Cd(self.n, abs(self.m))
    def __deepcopy__(self, memo):
        return Cd(self.n, self.m)
class Gs:
    def __init__(self):
        self.n = self.m = 0
    def __getstate__(self):
        return {'n': self.n, 'm': abs(self.m)}
    def __setstate__(self, state):
        self.__dict__.update(state)
Rd.__module__ = Gs.__module__ = '__main__'
rd_, cd_, gs_ = Rd(), Cd(), Gs()
rl = [rd_, cd_]
""",
        "(vars(rd_), vars(cd_), vars(gs_), len(rl))",
        "r.append(vars(copy.copy(rd_)))", "r.append(vars(copy.deepcopy(rd_)))", "r.append(vars(copy.copy(cd_)))", "r.append(vars(copy.deepcopy(cd_)))",
        "r.append(vars(copy.copy(gs_)))", "rd_.n = 1\nrd_.m = 1", "cd_.n = abs(1)\ncd_.m = 1", "gs_.n = abs(1)\ngs_.m = 1", "rd_.n, rd_.m = rd_.m, rd_.n + 1",
        "r.append([vars(v) for v in copy.deepcopy(rl)])", "rl.append(Rd(len(rl)))", "r.append(len(copy.copy(rl)))", "gs_.__setstate__({'n': 5})",
        "r.append(rd_.__reduce__()[1])", "rl.pop()"),
    Kind("magic", """
class Meta(type):
    made = 0
    def __call__(cls, *args):
        Meta.made += 1
        o = super().__call__(*args)
        o.number = Meta.made
        return o
    def __instancecheck__(cls, o):
        return Meta.made > abs(1)
    def __len__(cls):
        return Meta.made
    def __getattr__(cls, a):
        return (a, Meta.made)
class Mc(metaclass=Meta):
    only = None
    subs = []
    def __new__(cls):
        if cls.only is None:
            cls.only = object.__new__(cls)
        return cls.only
    def __init_subclass__(cls, **k):
        Mc.subs.append(cls.__name__)
    def __class_getitem__(cls, k):
        Mc.subs.append(k)
        return len(Mc.subs)
class Rv:
    def __init__(self):
        self.l = [1, 2]
    def __reversed__(self):
        return iter(self.l[::-1])
    def __length_hint__(self):
        return len(self.l)
    def __iter__(self):
        for v in self.l:
            yield v
    def __round__(self, n=None):
        return len(self.l)
    def __delitem__(self, k):
        del self.l[k]
    def __setitem__(self, k, v):
        self.l[k] = abs(v)
    def __getitem__(self, k):
        return self.l[k]
    def __dir__(self):
        return [str(v) for v in self.l]
rv = Rv()
""",
        "(Meta.made, Mc.subs, rv.l)",
        "r.append(Mc().number)", "r.append(isinstance(1, Mc))", "r.append(len(Mc))", "r.append(Mc.other)", "class Sub(Mc):\n    pass", "r.append(Mc['k'])",
        "r.append(Mc() is Mc())", "Mc.only = None", "r.append(list(reversed(rv)))", "r.append(list(rv))", "r.append(round(rv))", "del rv[0]", "rv[0] = rv[1] + 1",
        "r.append([*rv, *rv])", "rv.l.append(9)", "a, *b = rv\nr.append(b)", "r.append(dir(rv))", "rv[0] += 1", "r.append(9 in rv)", "r.append(Mc.subs[:])",
        "for v in rv:\n    r.append(v)", "r.append(operator.length_hint(rv))", "r.append(sum(rv))", "rv[abs(0)] += rv[1]", "Meta.made += 1", "r.append(max(rv))",
        "r.append(dict(enumerate(rv)))", "r.append(set(rv))", "rv.l[:] = [abs(8)]"),
    Kind("decorated", """
@functools.total_ordering
class To:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        return self.n == other.n
    def __lt__(self, other):
        return self.n < other.n
to1, to2 = To(1), To(2)
@functools.singledispatch
def sd(v):
    return 'other', to1.n
@sd.register(int)
def _(v):
    return 'int', abs(v)
class Sm:
    def __init__(self):
        self.n = 0
    @functools.singledispatchmethod
    def f(self, v):
        self.n += 1
    @f.register(int)
    def _(self, v):
        self.n = abs(self.n) + v
sm_, es = Sm(), []
def note(k):
    es.append((k, len(es)))
@contextlib.contextmanager
def noting(k):
    es.append(k)
    yield len(es)
    es.append(-k)
def chained(k):
    with contextlib.ExitStack() as stack:
        stack.callback(note, k)
        stack.enter_context(noting(k + 1))
        es.append(k + 2)
closing = contextlib.closing(types.SimpleNamespace(close=lambda: es.append('closed')))
""",
        "(to1.n, to2.n, sm_.n, es)",
        "r.append(to1 > to2)", "r.append(to1 >= to2)", "r.append(to1 <= to2)", "to1.n += 1", "to2.n = to1.n", "r.append(sd('a'))", "r.append(sd(1))",
        "sd.register(str)(lambda v: ('str', to2.n))", "sm_.f(1)", "sm_.f('a')", "r.append(sm_.n)", "chained(1)", "chained(10)", "r.append(es[:])",
        "with closing:\n    es.append(5)", "with noting(7) as n_:\n    r.append(n_)", "r.append(sorted([to2, to1])[0].n)", "noting(4)(lambda: r.append(len(es)))()",
        "with contextlib.suppress(Exception):\n    with noting(3):\n        raise KeyError"),
]
