"""``python -m graph.cli`` is ``wangge``."""

from graph.cli import main

# Processes that help with a build import this module under another name, and must not begin anew.
if __name__ == "__main__":
    main()
