"""
Write the bill of materials of a release, as CycloneDX JSON.

``python -m release.bill PYTHON FILE`` lists what is installed beside that Python, with licences as
docs/licences.md has them, and the scripts that pages carry. The same release gives the same bytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packaging.utils import canonicalize_name

from release.licences import ROOT, packages, scripts

Bill = dict[str, Any]


def main() -> None:
    """Write the bill; exit 1 where it is not as CycloneDX wants it."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m release.bill PYTHON FILE")
    python, file = sys.argv[1], Path(sys.argv[2])
    call = ["cyclonedx_py", "environment", python, "--pyproject", str(ROOT / "pyproject.toml")]
    call += ["--output-reproducible", "--output-format", "JSON", "--spec-version", "1.6"]
    done = subprocess.run([sys.executable, "-m", *call], stdout=subprocess.PIPE, check=True)
    bill = completed(json.loads(done.stdout))
    text = json.dumps(bill, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    _validate(text)
    file.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{file.name}: {len(bill['components'])} components, valid CycloneDX 1.6\n")


def completed(bill: Bill) -> Bill:
    """
    The bill with the licences that we know, with the scripts in pages, and without local paths.

    Raises LookupError where it lists a package that ``requirements.lock`` does not name.
    """
    licences = {str(canonicalize_name(part.name)): part.licence for part in packages()}
    components = [_described(one, licences) for one in bill["components"]]
    main_component = {**bill["metadata"]["component"], "externalReferences": []}
    return {
        **bill,
        "metadata": {**bill["metadata"], "component": main_component},
        "components": components + [_script(*part) for part in _scripts()],
    }


def _described(component: Bill, licences: dict[str, str]) -> Bill:
    name = canonicalize_name(component["name"])
    if name not in licences:
        raise LookupError(f"{name} is installed and not in requirements.lock")
    told = {"expression": licences[name], "acknowledgement": "concluded"}
    return {**component, "licenses": [told]}


def _scripts() -> list[tuple[str, str, str]]:
    return [(part.name, part.version, part.licence) for part in scripts()]


def _script(name: str, version: str, licence: str) -> Bill:
    address = f"pkg:npm/{quote(name, safe='/')}@{version}"
    return {
        "bom-ref": address,
        "type": "library",
        "name": name,
        "version": version,
        "purl": address,
        "licenses": [{"expression": licence, "acknowledgement": "concluded"}],
    }


def _validate(text: str) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        sys.exit(f"the bill of materials is not valid: {wrong}")


if __name__ == "__main__":
    main()
