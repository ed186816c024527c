"""The group of commands: each imported when it is called for, every failure said in one line."""

from __future__ import annotations

import difflib
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from graph.cli import failures
from graph.cli.failures import say_failure
from graph.cli.help import Command, version_option
from graph.cli.language import Say

COMMANDS = (
    "build",
    "extract",
    "import",
    "query",
    "ask",
    "analyse",
    "view",
    "serve",
    "export",
    "explain",
    "source",
    "entity",
    "merge",
    "split",
    "check",
    "evaluate",
    "manifest",
    "backup",
    "restore",
    "rebuild",
    "mcp",
)
ALIASES = {"analyze": "analyse"}


def command_line(language: str) -> Group:
    """The whole command in one language, ready to be called with arguments."""
    say = Say(language)
    return Group("wangge", say=say, help=say("wangge.help"), params=[version_option(say)])


class Group(Command, click.Group):
    """The commands by name, and the exit code that the contract gives each outcome."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"graph.cli.{module}").command(self.say)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands and what each is for, none of them imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.say(f"{name}.short")) for name in COMMANDS])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a usage error that suggests one if none does."""
        args = [ALIASES.get(args[0], args[0]), *args[1:]]
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], COMMANDS, 1) or COMMANDS
            raise click.UsageError(
                self.say("usage.command", name=args[0], close=", ".join(close)), ctx
            )
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run, and leave the process with the exit code of the outcome."""
        settings["standalone_mode"] = False
        sys.exit(self._outcome(*args, **settings))

    def _outcome(self, *args: Any, **settings: Any) -> int:
        try:
            # Where the reader of our output has had enough, click ends the run quietly with 1.
            result = super().main(*args, **settings)
        except click.exceptions.NoArgsIsHelpError as help_wanted:
            click.echo(help_wanted.format_message(), err=True)
            return failures.WRONG_USAGE
        except click.UsageError as error:
            say_failure(failures.usage_reason(error, self.say), self.say)
            path = error.ctx.command_path if error.ctx else "wangge"
            click.echo(self.say("usage.hint", command=path), err=True)
            return failures.WRONG_USAGE
        except (click.Abort, KeyboardInterrupt):
            click.echo(self.say("interrupted"), err=True)
            return failures.INTERRUPTED
        except Exception as error:
            reason = failures.expected(error)
            if reason is None:
                raise
            say_failure(reason, self.say)
            return failures.FAILURE
        return result if isinstance(result, int) else failures.SUCCESS
