"""Where calls return.  When C code returns to the program CPython looks whether threads should switch; at the return of a function in Python
it does so up to 3.10 only.  What is told just before a call says that already, unless the call is of C code that runs code of the
program in its midst: that makes operations of its own, as the key of a sort does, a method __init__ or a generator from which an item is taken.

So each call notes which code it is about to enter itself.  If other code of the program begins in its midst, it is C code that calls that.

See CHECK_EVAL_BREAKER in Python/ceval.c.
"""
import sys
import types

from . import found, names, stores
from .core import S

EACH = sys.version_info < (3, 11)    # it looks at the return of all functions
SPREAD = sys.version_info < (3, 12)  # C code calls a function that is given its arguments as *args
ANY = object()                       # stands for code that cannot be known: of what a property or __getattr__ gives, which is code itself
TELLS = stores.HOOK % "nr"         # code that is rewritten has this name
GOES_ON = 0x20 | 0x80 | 0x200        # flags of the code of generators and coroutines, which whoever goes on with them calls


def code_of(f, spread):
    """The code that a call of f enters itself; None if C code comes between."""
    if type(f) is types.MethodType and not spread:
        f = f.__func__
    return f.__code__ if type(f) is types.FunctionType and not (spread and SPREAD) else None


def code_of_method(o, m, spread):
    """The same of a method of an object, a function of a module, or what else goes by that name."""
    t = type(o)
    if t is super:
        classes = found.behind(o)
    elif issubclass(t, type):
        classes = o.__mro__
    else:
        own = found.dict_of(o) or {}
        if m in own:
            return code_of(own[m], spread)
        classes = t.__mro__
    f = next((c.__dict__[m] for c in classes if m in c.__dict__), ANY)
    if f is ANY or type(f) is property:
        return ANY
    if type(f) is types.MemberDescriptorType:  # a slot
        return code_of(found.attribute_now(o, m), spread)
    if type(f) is staticmethod or type(f) is types.FunctionType and issubclass(t, type):
        return code_of(f.__func__ if type(f) is staticmethod else f, spread)
    return None if spread else code_of(f.__func__ if type(f) is classmethod else f, False)


def begins(code, frame):
    """Comes just before a call, in the frame that makes it: all that its arguments needed is over."""
    me = S.current
    if code is ANY:
        me.direct, me.asked = None, id(frame)
    else:
        me.direct = code
        if me.asked == id(frame):
            me.asked = 0
    me.within.discard(id(frame))


def entered(me, frame):
    """Comes where a function of the program begins, perhaps at the address of a frame that is gone."""
    me.within.discard(id(frame))
    if me.asked == id(frame):
        me.asked = 0
    if frame.f_code is not me.direct and id(frame.f_back) != me.asked:
        within(frame.f_back)
    me.direct = None


def within(frame):
    """Notes that code runs in the midst of the call that a frame makes, of the program or of what else is rewritten.  Other code of the
    library in between tells of nothing."""
    while S.shares and frame is not None:
        code = frame.f_code
        whose = names.whose.get(code.co_filename) or names.sort(code.co_filename)
        told = whose == names.OWN or TELLS in code.co_names
        if told:
            S.current.within.add(id(frame))
        if told and not code.co_flags & GOES_ON or not told and whose != names.SHIM:
            return
        frame = frame.f_back


def over(me, frame):
    """Comes behind a call."""
    if EACH:
        S.polled = True
    elif id(frame) in me.within:
        me.within.remove(id(frame))
        S.polled = True
