/** Snippets that between them use every construct that the front end lowers; each is also a snapshot. */
export const CONSTRUCTS: Readonly<Record<string, string>> = {
  'module names are stored and loaded by name': `
x = 1
y = x
`,
  'locals are registers, captured locals live in the scope': `
def outer(a, b):
    t = a
    def inner():
        nonlocal b
        b = t
        return a
    u = t
    return inner, u
`,
  'global statement': `
def f():
    global count
    count = count + 1
    def g():
        global count
        count = 0
`,
  'parameters': `
def f(a, b: int = 1, /, *args: str, c, d: "list[str]" = None, **kw: dict[str, int]) -> "Optional[Foo]":
    """Doc."""
    return args, kw
`,
  'decorators innermost first': `
@app.route("/x", methods=["POST"])
@trace
async def f(x): return await g(x)
`,
  'class with fields, methods and roles': `
@dataclass(frozen=True)
class A(Base[int], mixins.B, metaclass=M):
    """Doc."""
    kind: ClassVar[str] = "a"
    name: Annotated[str, Field(pattern="^[A-Z]+$", max_length=8)]
    size: Optional[int] = Field(default=3, ge=1)
    items: list[str] = field(default_factory=list)
    plain = 1
    other = plain
    def __init__(self, name, size=plain):
        super().__init__(name)
        self.name = name
    @property
    def label(self): return self.name
    @label.setter
    def label(self, value): self.name = value
    @staticmethod
    def make(x): return A(x)
    @classmethod
    def of(cls, x=1): return cls(x)
    @tool("run")
    def run(self): return super(A, self).run()
    class Inner:
        y = 2
`,
  'class in a function': `
def build(limit):
    class Local:
        top = limit
        def m(self, a=top, b=limit):
            return limit
    return Local
`,
  'overloads are left out': `
@overload
def f(x: int) -> int: ...
def f(x): return x
`,
  'f-strings': `
a = f"Report: {ds.Comments!r:>{width}} {{literal}} {x=}"
b = "one " "two" f" {three}"
c = rf"\\d{n}" + b"raw\\x41" + '\\u00e9\\n'
d = f"{d['key']} {f"{inner}"}"
e = "%s of %d" % (a, b)
`,
  'calls': `
f(a, *rest, key=b, **options)
obj.method(x for x in y)
factory()(1).go(2)
`,
  'subscripts and slices': `
a[0x0008, 0x1030].value
b[1:n]
c[:, 1:2]
d["k"] = e[-1]
d[1:2] = g
h[1,]
`,
  'unpacking': `
a, (b, *c), d = value
[x, y] = pair
first, *_ = rows
self.x, d[k] = 1, 2
a = b = c
`,
  'augmented assignment': `
text += ds.Comments
obj.total *= 2
d[k()] |= flag
`,
  'operators': `
r = a + b * -c ** 2 // ~d @ e
s = not a and b or c
t = a < b <= c != d
u = a in b, a not in b, a is b, a is not None
v = x if y else z
`,
  'literals': `
a = [1, *b], (2,), {3, 4}, {"k": 5, **c}, {}, ()
d = 1_000, 0x1F, 0b11, 1.5e3, 2j, True, None, ...
`,
  'comprehensions': `
a = [f(x) for x in xs if x]
b = {k: v for k, v in d.items()}
c = {y for row in rows for y in row}
def f(rows):
    return sorted((r for r in rows), key=lambda r: [q for q in r]), [lambda: z for z in rows]
`,
  'walrus': `
def f(s):
    if (m := s.read()) and len(m) > 1:
        return [last := x for x in m]
`,
  'if, elif, else': `
def f(m):
    if m == "CT": return 1
    elif m in ALLOWED: x = 2
    else: raise ValueError(m)
    return x
`,
  'loops with else, break and continue': `
def f(xs):
    for i, x in enumerate(xs):
        while True:
            if x: break
            continue
        for y in x:
            if y: break
        else:
            return y
    while xs:
        xs = xs[1:]
    else:
        return None
`,
  'with': `
with open(a) as f, lock, connect() as (x, y):
    f.read()
async def g():
    async with session() as s:
        async for m in s: yield m
`,
  'try': `
def f():
    try:
        a()
    except (KeyError, x.Error) as e:
        log(e)
    except Exception:
        raise
    else:
        b()
    finally:
        c()
`,
  'raise and assert': `
def f(x):
    assert x in ALLOWED, "no"
    raise Bad(x) from None
`,
  'match': `
def f(m):
    match m:
        case "CT" | "MR" as kind: return kind
        case -1 | None: pass
        case Modality.US: return 2
        case Point(0, y=[a, *rest]) if a > 1: return rest
        case {"type": "ref", "value": str(v), **others}: return v, others
        case [1, x, *_]: return x
        case (p, q): return p
        case other: return other
`,
  'match on an attribute and on a call': `
def f(ds):
    match ds.Modality:
        case "CT" as kind: return kind
        case {"a": x}: return x
    match ds.read():
        case "CT" as kind: return kind
`,
  'match on several subjects': `
match a, b:
    case 1, x: pass
    case _: pass
`,
  'generators': `
def g(xs):
    got = yield
    yield from xs
    yield 1, 2
`,
  'imports': `
from __future__ import annotations
import os, a.b.c, a.b as ab
from . import x
from ..pkg.mod import (y as z, w)
from m import *
try:
    import fast
except ImportError:
    fast = None
`,
  'annotated names': `
x: int
y: "Dict[str, Literal['a', 'b']]" = {}
def f(a: Union[int, None], b: int | None | str, c: Literal["a", -1], d: typing.Annotated[str, Query(max_length=5), StringConstraints(pattern="x")]): pass
def g(q: str = Query(..., max_length=3), d=Depends(get_db)): pass
z: constr(pattern="a") = v
`,
  'del': `
del a, b.c, d["k"], e[1:2]
`,
  'python 2': `
print "x", y
print >>err, z
exec code in scope
try: pass
except E, e: print e
def f((a, b)): return a <> b
`,
  'type statement': `
type Name = str | None
def f(x: Name): return x
`,
  'syntax errors keep their neighbours': `
a = f(1
b = 2
def g(:
    return c
d = h(3)
`,
};
