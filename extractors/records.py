"""Records: frozen dataclasses that are quick to make, for what a page holds by the thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    _Class = TypeVar("_Class", bound=type)

    def record(*, frozen: bool, **options: Any) -> Any:
        """
        A dataclass that the type checker knows to be frozen, and that nothing guards at run time.

        The guard makes each instance three times as dear, a fifth of the reading of a page.
        Instances are equal and hashed by what they hold, as those of a frozen dataclass are.

        >>> @record(frozen=True, slots=True)
        ... class Place:
        ...     name: str
        >>> {Place("渡口")} == {Place("渡口")}
        True
        """
        return dataclass(unsafe_hash=frozen, **options)
