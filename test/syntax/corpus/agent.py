"""Python that uses most of the grammar; parsed by tests, never run."""
from __future__ import annotations

import asyncio, os.path as osp
from collections.abc import (
    Callable,
    Iterable as It,
)
from . import sibling
from ..package.module import *

LIMIT: int = 0x_ff + 1_000 - 0b101 // 3 ** 2
NAMES = {"a": 1, **{"b": 2}, "c": [*range(3)]}
text = "imp" r"raw\d" b"bytes" f"{LIMIT!r:>{10}} {NAMES['a']=} {{literal}}"
long_text = '''triple
"quoted" \
continued {not_a_field}'''
unicode = "Größe 患者 🩻 \N{BULLET} \x41"


@decorator(option=True)
class Reader(Base, metaclass=Meta):
    """Doc."""
    __slots__ = ("path", "_data")
    field: str | None = None

    def __init__(self, path: str, /, *args: int, key=None, **kwargs) -> None:
        super().__init__()
        self.path, (self._data, *rest) = path, (args, 1, 2)
        self.total += len(args) if args else -1

    @property
    async def data(self) -> dict[str, "Reader"]:
        async with open_it(self.path) as handle, lock:
            async for chunk in handle:
                yield chunk
        return {key: value async for key, value in self.pairs() if value is not None}

    @staticmethod
    def build(x, y=lambda a, *b, c=1, **d: (a, b)): return x[1:2, ::3, ...] @ y


def control(value: It[int], fn: Callable[..., int]) -> int:
    global LIMIT
    try:
        for index, item in enumerate(value):
            if (n := fn(item)) > 10 and not item in NAMES or index is None:
                continue
            elif n == 0:
                break
            else:
                del NAMES["a"], LIMIT
        else:
            pass
        while True:
            assert value, "empty"
            raise ValueError(f"bad {value!s}") from None
    except (OSError, ValueError) as error:
        print("%s: %d" % (error, 3), file=None)
    except* TypeError:
        nonlocal_name = 3
    finally:
        return ~value ^ 3 & 4 | 5 << 6


def match_it(command):
    match command.split():
        case ["go", ("north" | "south") as direction, *_] if direction:
            return direction
        case {"x": 1, **others} | Point(x=0, y=[1, 2]):
            return others
        case -1 | "s" | None | module.CONST:
            return None
        case _:
            return await_(command)


type Alias[T: int] = list[T]
result = [x for xs in data if xs for x in xs] + list(a for a in b) + [{x for x in ()}]
exec_result = print(*[1], sep="", **{}) if not text else (yield)
asyncio.run(main(
    one=1,  # a comment between arguments
    two=2,
))
