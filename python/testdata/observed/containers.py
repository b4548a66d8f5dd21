"""Containers, and what goes over them, that threads of random programs share."""
from kind import Kind

CONTAINERS = [
    Kind("list", "l = [1, 2]",
        "l",
        "l.append(len(l))", "l += [3]", "r.append(l.pop())", "r.append(sum(l))", "l[0] += 1", "l[0] = abs(l[0]) + 1", "l[:] = [v + 1 for v in l]",
        "del l[0]", "r.append([v for v in l])", "for v in l:\n    r.append(v)", "l.sort(key=lambda v: -v)", "r.append(sorted(l, key=lambda v: -v))",
        "r.append(min(l, key=lambda v: v))", "r.append(any(v > 1 for v in l))", "l.extend(v for v in (7, 8))", "l.extend(l)", "r.append(l[-1])",
        "a, *b = l\nr.append(b)", "r.append(l == [1, 2])", "r.append(2 in l)", "if l:\n    r.append(l.pop())", "if len(l) > 1:\n    r.append(l[1])",
        "l *= 2", "r.append(functools.reduce(lambda a, b: a + b, l))", "r.append(list(map(lambda v: v, l)))", "r.append(list(zip(l, l)))",
        "l.reverse()", "l = l + [9]", "r.append(copy.copy(l))", "r.append(json.dumps(l))", "r.append(pickle.loads(pickle.dumps(l)))",
        "for i, v in enumerate(l):\n    l[i] = v + 1", "r.append([*l, *l])", "r.append(max(*l))", "r.append(l.index(2))", "l.remove(2)",
        "l.insert(0, len(l))", "r.append(len(l) and l[0])", "l[len(l):] = [4]", "r.append(list(filter(None, l)))", "r.append(list(reversed(l)))",
        "r.append(tuple(l))", "while l and l[-1] > 1:\n    l.pop()", "r.append(l.count(1))", "r.append(l < [1, 2, 3])", "l.clear()",
        "r.append(bool(l))", "r.append(not l)"),
    Kind("dict", "m = {'a': 1}",
        "m",
        "m['a'] += 1", "m['a'] = abs(m['a']) + 1", "m['b'] = len(m)", "r.append(m.pop('a', None))", "r.append(m.get('b'))",
        "m.setdefault('c', len(m))", "r.append(list(m))", "for k in m:\n    r.append(k)", "r.append({k: v for k, v in m.items()})",
        "m.update((k, abs(2)) for k in 'ab')", "m.update(a=5)", "del m['a']", "if 'a' in m:\n    r.append(m['a'])",
        "if 'z' not in m:\n    m['z'] = abs(len(m))", "r.append({**m})", "r.append(dict(m))", "m = {**m, 'y': 1}",
        "r.append(sorted(m.items(), key=lambda kv: kv[0]))", "r.append(m == {'a': 1})", "r.append(sum(m.values()))", "r.append(json.dumps(m))",
        "m.popitem()", "m.clear()", "k = m.keys()\nr.append(len(k))\nr.append(sorted(k))", "r.append(m.items() >= {('a', 1)})",
        "r.append('b' in m.keys())", "r.append(copy.deepcopy(m))", "r.append(max(m, key=m.get))", "for k, v in list(m.items()):\n    m[k] = v + 1",
        "(lambda **k: r.append(k))(**m)", "r.append(next(iter(m)))", "m[m.get('a')] = 1", "m['n'], m['o'] = 1, abs(2)",
        "r.append([v for v in m.values() if v])"),
    Kind("dict3.9", "m9 = {'a': 1}",
        "m9",
        "m9 |= {'b': 2}", "r.append(m9 | {'c': 1})", "m9['a'] += 1", "m9 = m9 | {'d': abs(1)}", since=(3, 9)),
    Kind("set", "s = {1, 2}",
        "sorted(s)",
        "s.add(len(s))", "s |= {7}", "r.append(sorted(s))", "s.discard(2)", "r.append(s.pop() if len(s) == 1 else 0)", "r.append(len(s))",
        "if 3 not in s:\n    s.add(3)\n    r.append('new')", "s -= {1}", "r.append({v + 1 for v in s} == {2, 3})", "r.append(s <= {1, 2})",
        "r.append(s == {1, 2})", "for v in s:\n    r.append(v)", "r.append(sorted(s & {1, 3}))", "s.remove(1)", "s.update(v + 4 for v in (1, 2))",
        "s ^= {1, 9}", "r.append(sorted(frozenset(s)))", "r.append(s.isdisjoint({9}))", "s = s - {2}", "s.difference_update([1])"),
    Kind("deque", "q = collections.deque([1, 2], 3)",
        "list(q)",
        "q.append(len(q))", "r.append(q.popleft())", "q.rotate(1)", "q.appendleft(0)", "r.append(list(q))", "for v in q:\n    r.append(v)",
        "r.append(q[0])", "q[0] += 1", "q += [5]", "q.extend(q)", "if q:\n    r.append(q.pop())", "r.append(sum(q))",
        "r.append(q == collections.deque([1, 2]))", "r.append(2 in q)", "q.clear()", "q.remove(2)", "r.append(copy.copy(q).maxlen)",
        "r.append(list(reversed(q)))", "r.append([v for v in q])", "r.append(q.count(1))", "q.reverse()"),
    Kind("bytearray", """
b = bytearray(b'ab')
mv = memoryview(bytearray(b'xy'))
""",
        "(bytes(b), bytes(mv))",
        "b += b'c'", "b[0] += 1", "b.append(len(b) + 65)", "r.append(b.decode())", "r.append(bytes(b))", "mv[0] += 1", "mv[1] = abs(mv[0])",
        "r.append(mv.tolist())", "r.append(b.find(b'b'))", "del b[0]", "b[:] = b'zz'", "r.append(b == b'ab')", "r.append(bytes(mv[0:1]))",
        "r.append(b.hex())", "b.extend(c + 1 for c in b'AB')", "r.append([c for c in b])", "r.append(mv[0] + mv[1])",
        "struct.pack_into('B', b, 0, len(b))"),
    Kind("array", "arr = array.array('i', [1, 2])",
        "arr.tolist()",
        "arr[0] += 1", "arr[0] = abs(arr[0]) + 1", "arr.append(len(arr))", "r.append(arr.pop())", "r.append(sum(arr))", "arr.extend([3])",
        "r.append(list(arr))", "arr += arr", "r.append(arr.tolist())", "r.append(max(arr))"),
    Kind("counter", "c = collections.Counter('ab')",
        "sorted(c.items())",
        "c['a'] += 1", "c.update('ab')", "c.subtract('b')", "r.append(c.most_common(1))", "r.append(sorted(c.elements()))",
        "c += collections.Counter('a')", "r.append(c['z'])", "r.append(sum(c.values()))", "r.append(sorted((c + c).items()))", "del c['a']",
        "r.append(c == collections.Counter('ab'))", "c = +c"),
    Kind("defaultdict", """
dd = collections.defaultdict(list)
di = collections.defaultdict(lambda: 10)
""",
        "(sorted(dd.items()), sorted(di.items()))",
        "dd['a'].append(len(dd))", "di['a'] += 1", "r.append(di['b'])", "r.append(sorted(di))", "dd['a'] += [1]", "r.append(di.get('a'))",
        "r.append(dd['a'] or 'no')", "r.append('a' in dd)", "di['a'] = di['a'] + abs(1)", "r.append(dd.pop('a', 0))"),
    Kind("ordered", "od = collections.OrderedDict(a=1, b=2)",
        "list(od.items())",
        "od.move_to_end('a')", "od['c'] = len(od)", "r.append(od.popitem(last=False))", "r.append(list(od))", "for k in od:\n    r.append(k)",
        "od['a'] += 1", "del od['a']", "r.append(next(reversed(od)))", "od.update(b=abs(3))", "r.append(od == {'a': 1, 'b': 2})",
        "r.append([k for k in od.items()])", "r.append(od.setdefault('d', len(od)))"),
    Kind("heap", """
class H:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n
h = [H(1), H(3)]
""",
        "[v.n for v in h]",
        "heapq.heappush(h, H(len(h)))", "r.append(heapq.heappop(h).n)", "r.append([v.n for v in sorted(h)])", "r.append(min(h).n)", "h.sort()",
        "bisect.insort(h, H(2))", "r.append(bisect.bisect(h, H(2)))", "r.append(heapq.heapreplace(h, H(4)).n)",
        "r.append([v.n for v in heapq.nsmallest(2, h)])", "h[0].n += 5", "r.append(h[0] < h[-1])", "r.append(h < [H(2)])",
        "r.append(max(h, key=lambda v: v.n).n)"),
    Kind("generator", """
def gen():
    i = 0
    while i < 4:
        i += 1
        yield i
gg = gen()
ge = (v * 2 for v in range(4))
""",
        "(list(gg), list(ge))",
        "r.append(next(gg))", "r.append(next(gg, None))", "r.append(list(gg))", "r.append(next(ge))", "for v in gg:\n    r.append(v)", "gg.close()",
        "r.append(list(itertools.islice(gg, 2)))", "r.append(sum(ge))", "r.append(list(zip(gg, ge)))",
        "a, b = itertools.islice(ge, 2)\nr.append(a)", "r.append([v for v in ge])", "r.append(any(v > 2 for v in gg))", "r.append(2 in gg)",
        "r.append(max(gg))", "r.append(dict(zip('ab', gg)))"),
    Kind("iterator", """
it, cnt, cyc = iter([1, 2, 3, 4]), itertools.count(), itertools.cycle('ab')
tee1, tee2 = itertools.tee([1, 2, 3])
source = [5, 6]
mp, fl = map(abs, source), filter(None, source)
zz = zip(source, source)
""",
        "(list(it), next(cnt), next(cyc), list(tee1), list(tee2), list(mp), list(fl), list(zz))",
        "r.append(next(it, None))", "r.append(list(it))", "r.append(next(cnt))", "r.append(next(cyc))", "r.append(next(tee1))",
        "r.append(list(tee2))", "r.append(list(itertools.islice(cnt, 2)))", "r.append(next(mp, None))", "r.append(next(fl, None))",
        "source.append(7)", "r.append(next(zz, None))", "for v in it:\n    r.append(v)", "r.append(list(zip(it, it)))", "r.append(list(mp))",
        "r.append([v for v in it if v])", "r.append(list(itertools.chain(it, fl)))", "r.append([a for a, _ in zip(cyc, 'xy')])",
        "r.append(sum(it))", "r.append(list(itertools.takewhile(lambda v: v < 3, it)))", "r.append(3 in it)", "a, *b = it\nr.append(b)"),
    Kind("chainmap", """
base, top = {'a': 1}, {}
ch = collections.ChainMap(top, base)
""",
        "(base, top)",
        "ch['a'] = ch['a'] + 1", "r.append(ch.get('a'))", "base['a'] += 1", "r.append(dict(ch))", "r.append('b' in ch)", "ch['b'] = 1",
        "r.append(len(ch))", "del ch['a']", "top.clear()", "r.append(ch.new_child()['a'])", "r.append(ch.pop('b', None))"),
    Kind("userdict", """
ud = collections.UserDict(a=1)
ul = collections.UserList([1])
""",
        "(ud.data, ul.data)",
        "ud['a'] += 1", "r.append(ud.get('a'))", "ul.append(len(ul))", "r.append(list(ul))", "r.append(ud == {'a': 1})", "ul += [2]",
        "r.append(sorted(ud))", "ud.update(b=2)", "r.append(ul[-1])", "r.append(ul.pop())", "r.append('b' in ud)"),
    Kind("subclass", """
class L(list):
    def append(self, v):
        super().append(len(self))
        super().append(v)
    def twice(self):
        return len(self) + len(self)
class Dm(dict):
    def __missing__(self, k):
        self[k] = len(self)
        return self[k]
sl2, dm = L(), Dm()
""",
        "(sl2, dm)",
        "sl2.append('v')", "r.append(sl2.twice())", "r.append(dm['a'])", "dm['b'] += 1", "r.append(list(sl2))", "r.append(dm.get('a'))",
        "sl2 += [1]", "r.append(len(dm))", "list.append(sl2, 0)", "r.append(dict(dm))", "sl2.extend([8])", "sl2.pop()"),
    Kind("nested", """
cfg = {'l': [0], 'd': {'n': 0}}
class Node:
    def __init__(self, v, nxt):
        self.v, self.nxt = v, nxt
head = Node(1, Node(2, None))
""",
        "(cfg, head.v, head.nxt and head.nxt.v)",
        "cfg['l'].append(len(cfg['l']))", "cfg['d']['n'] += 1", "cfg['d']['n'] += abs(1)", "cfg['l'] = []", "cfg['d'] = {'n': 5}",
        "r.append(copy.deepcopy(cfg))", "r.append(json.loads(json.dumps(cfg)))", "head.nxt.v += 1", "head.nxt = Node(9, None)", "head.nxt = None",
        "head = Node(7, head)", "k = head\nwhile k:\n    r.append(k.v)\n    k = k.nxt", "r.append(pickle.loads(pickle.dumps(cfg)))",
        "cfg['l'] += [6]", "cfg.setdefault('x', []).append(1)", "r.append(cfg == {'l': [0], 'd': {'n': 0}})",
        "r.append(copy.deepcopy(head).nxt.v)"),
    Kind("string", """
sx = 'a'
sb = io.StringIO()
""",
        "(sx, sb.getvalue())",
        "sx += 'b'", "sx = sx.upper()", "r.append(sx)", "sb.write(sx)", "r.append(sb.getvalue())", "print(sx, sx, file=sb)", "sb.seek(0)",
        "r.append(sb.read(1))", "sx = ''.join([sx, 'c'])", "sb.writelines(v for v in 'yz')", "sb.truncate(1)", "r.append(sb.tell())"),
]
