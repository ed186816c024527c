"""The command ``wangge``: one file for each command, each a thin shell around one function."""

from __future__ import annotations

import os
import sys
import warnings

from graph.cli.group import command_line
from graph.cli.language import Say, choose_language
from graph.cli.watch import watch

_SERVERS = {"serve", "mcp"}


def main() -> None:
    """
    Run the command with the arguments of the process and leave the process.

    Exit code 0 for success, 1 for a failure said in one line on standard error, 2 for wrong
    usage, 130 after Ctrl-C. What goes to standard output is UTF-8 whatever the locale says.
    """
    # Warnings are for programmers: jieba's source gives three where it is compiled for the first
    # time. ``python -W default -m graph.cli`` shows them.
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    language = choose_language(sys.argv[1:], os.environ)
    if not _SERVERS & set(sys.argv):  # These have loops of their own, which hear.
        watch(Say(language))
    command_line(language).main(prog_name="wangge")
