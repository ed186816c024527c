"""How a run ends: its exit code, and the one line that says what went wrong."""

from __future__ import annotations

import click

from graph.cli.language import Say

SUCCESS, FAILURE, WRONG_USAGE = 0, 1, 2
INTERRUPTED = 130


def say_failure(reason: str, say: Say) -> None:
    """Say on standard error, in one line, why the run failed."""
    click.echo(say("error", reason=" ".join(reason.split())), err=True)


def usage_reason(error: click.UsageError, say: Say) -> str:
    """What was wrong in the call; in our words where click has words of its own."""
    if isinstance(error, click.NoSuchOption):
        close = ", ".join(error.possibilities or ())
        key = "usage.option_close" if close else "usage.option"
        return say(key, name=error.option_name, close=close)
    param = getattr(error, "param", None)
    if not isinstance(error, click.BadParameter) or param is None:
        return error.format_message()
    name = param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", name=name)
    if isinstance(param.type, click.Choice):
        return say("usage.choice", name=name, choices=", ".join(map(str, param.type.choices)))
    return say("usage.value", name=name, reason=error.message)


def expected(error: Exception) -> str | None:
    """
    Why the run failed, where that is nobody's defect: one of our own errors, or the system's.

    What can be done stands behind it, where the system refused.

    >>> expected(OSError(30, "Read-only file system", "out/news.html"))
    'out/news.html: Read-only file system; ask for the right to it, or name another place'
    >>> expected(ZeroDivisionError()) is None
    True
    """
    from graph.damage import next_step

    reason = _reason(error)
    step = next_step(reason) if reason else None
    return f"{reason}; {step}" if step else reason


def _reason(error: Exception) -> str | None:
    from graph.damage import damage_in
    from ontology.errors import WanggeError

    if isinstance(error, WanggeError | click.ClickException):
        return str(error)
    if damage := damage_in(error):
        return damage
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"{error.filename}: {reason}" if error.filename else reason
    return None
