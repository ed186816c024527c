"""Write the reference of the command, docs/command.md and docs/command.zh.md, from its help."""

from __future__ import annotations

import sys
from pathlib import Path

from click.testing import CliRunner

from graph.cli.group import COMMANDS, command_line
from graph.cli.language import Say

FILES = {
    language: Path(__file__).with_name(name)
    for language, name in (("en", "command.md"), ("zh", "command.zh.md"))
}
INTRODUCTIONS = {
    "en": (
        "# The command\n\nWhat `wangge COMMAND --help` says. Data goes to standard output, remarks "
        "and progress to standard error.\nThe exit code is 0 for success, 1 for a failure, said in "
        "one line, and 2 for wrong usage.\n"
    ),
    "zh": (
        "# 命令手册\n\n即 `wangge COMMAND --help` 的内容。"
        "数据写到标准输出，提示和进度写到标准错误。\n"
        "退出码 0 是成功，1 是失败（用一行说明），2 是用法不对。\n"
    ),
}


def main() -> None:
    """Write both files anew."""
    for language, file in FILES.items():
        file.write_text(reference(language), encoding="utf-8", newline="\n")


def reference(language: str) -> str:
    """The help of the command and of each of its commands, in one language."""
    say = Say(language)
    parts = [INTRODUCTIONS[language], _shown(language)]
    for name in COMMANDS:
        parts += [f"## {name}\n", f"{say(f'{name}.short')}\n", _shown(language, name)]
    return "\n".join(parts)


def _shown(language: str, *names: str) -> str:
    call = [*names, "--help"]
    help_of = CliRunner().invoke(command_line(language), call)
    if help_of.exit_code != 0:
        sys.exit(f"wangge {' '.join(call)}: {help_of.output}")
    lines = (line.rstrip() for line in help_of.stdout.splitlines())
    return "```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    main()
