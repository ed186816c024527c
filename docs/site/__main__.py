"""``python -m docs.site FOLDER``: write the site into a folder; a warning is an error."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.site.building import build_site


def main() -> None:
    """Build both languages; exit 1 where anything is warned about."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m docs.site FOLDER")
    place = Path(sys.argv[1])
    warnings = build_site(place)
    if warnings:
        sys.exit("\n".join(warnings))
    sys.stdout.write(f"The site is in {place}: open {place / 'index.html'}\n")


if __name__ == "__main__":
    main()
