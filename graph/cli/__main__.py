"""``python -m graph.cli`` is ``wangge``."""

from graph.cli import main

main()
