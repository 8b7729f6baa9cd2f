"""Dateline: attributed reports in, a sourced daily brief out.

    >>> import dateline
    >>> report = dateline.read("At least 12 people were killed in Idlib on Sunday.", published="2016-12-05")

``read``, ``link``, ``brief``, ``write_brief`` and ``open_desk`` are explained in ``dateline.calls``.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.calls import brief, link, open_desk, read, write_brief

__version__ = "0.1.0"
__all__ = ["__version__", "brief", "link", "open_desk", "read", "write_brief"]


class _Room(ModuleType):
    """A package that is a call too: ``dateline.read`` has the readers, and ``dateline.read(text)`` reads."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        from dateline import calls  # noqa: PLC0415 - importing dateline loads nothing

        return getattr(calls, self.__name__.rpartition(".")[2])(*given, **named)


def callable_room(name: str) -> None:
    """Make the package ``name`` a call too; it says so itself, however it comes to be imported."""
    sys.modules[name].__class__ = _Room


def __getattr__(name: str) -> Any:
    if name in ("read", "link"):
        return importlib.import_module(f"dateline.{name}")
    if name in __all__:
        return getattr(importlib.import_module("dateline.calls"), name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
