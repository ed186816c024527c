"""``wangge serve``: the store over HTTP."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("serve", cls=Command, say=say, help=say("serve.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    @click.option("--host", default="127.0.0.1", metavar="HOST", help=say("serve.host"))
    @click.option(
        "--port", type=click.IntRange(0, 65535), default=8000, metavar="N", help=say("serve.port")
    )
    @click.option("--token-file", metavar="FILE", help=say("serve.token_file"))
    @click.option(
        "--timeout",
        type=click.FloatRange(0, 86400, min_open=True),
        default=30.0,
        metavar="SECONDS",
        help=say("serve.timeout"),
    )
    @click.option(
        "--patience",
        type=click.FloatRange(0, 86400, min_open=True),
        default=15.0,
        metavar="SECONDS",
        help=say("serve.patience"),
    )
    @click.option(
        "--max-rows", type=click.IntRange(1), default=1_000_000, metavar="N", help=say("serve.rows")
    )
    @click.option(
        "--max-answer", type=click.IntRange(1), default=256, metavar="MIB", help=say("serve.answer")
    )
    @click.option(
        "--max-memory",
        type=click.IntRange(64),
        default=2048,
        metavar="MIB",
        help=say("serve.memory"),
    )
    @click.option("--workers", type=click.IntRange(1, 256), metavar="N", help=say("serve.workers"))
    @click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help=say("serve.cors"))
    @click.option(
        "--allow-host", "hosts", multiple=True, metavar="NAME", help=say("serve.allow_host")
    )
    @click.option("--allow-remote", "remote", is_flag=True, help=say("serve.allow_remote"))
    @click.option("-q", "--quiet", is_flag=True, help=say("serve.quiet"))
    def serve(
        arguments: tuple[str, ...],
        store_asked: str | None,
        host: str,
        port: int,
        token_file: str | None,
        timeout: float,
        patience: float,
        max_rows: int,
        max_answer: int,
        max_memory: int,
        workers: int | None,
        origins: tuple[str, ...],
        hosts: tuple[str, ...],
        remote: bool,
        quiet: bool,
    ) -> None:
        place, _ = split_arguments(arguments, [], store_asked, say)
        from graph.remote.place import handed_on
        from graph.server.running import is_loopback
        from graph.server.running import serve as run
        from graph.server.settings import MEBIBYTE, Limits, Settings, read_token

        limits = Limits(
            seconds=timeout,
            patience=patience,
            rows=max_rows,
            answer=max_answer * MEBIBYTE,
            memory=max_memory * MEBIBYTE,
            **({} if workers is None else {"workers": workers}),
        )
        settings = Settings(
            store=handed_on(place),
            host=host,
            port=port,
            token=None if token_file is None else read_token(Path(token_file)),
            hosts=hosts,
            origins=origins,
            remote=remote,
            access_log=not quiet,
            limits=limits,
        )
        if not is_loopback(host):
            click.echo(say("serve.open", host=host), err=True)
        run(settings, _print)

    return serve


def _print(address: str) -> None:
    click.echo(address)
    sys.stdout.flush()
