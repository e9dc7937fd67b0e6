"""Pack the site as a zip that is read from disk, with no network.

    python scripts/bundle.py [--dist FOLDER]

Builds the zip profile of mkdocs.yml and writes ``dist/jiaodu-<version>.zip``.
Unpacked, it is one folder, ``jiaodu``, with ``index.html`` to open. The same
site makes the same bytes: names are sorted and times fixed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOP_FOLDER = "jiaodu"

DEFAULT_EPOCH = 1_735_689_600
"""2025-01-01, where SOURCE_DATE_EPOCH is not set: a zip has no time zone and
nothing before 1980, and what time the build ran says nothing about a text."""

LEFT_OUT = (
    "404.html",  # a server's answer; its links start at the server's root
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets/javascripts/lunr/*",  # for Material's search worker, which ours replaces
    "assets/javascripts/workers/*",
    "assets/**/*.map",  # for those who debug Material
)


class BundleError(Exception):
    """Why no zip was written, in words for the person who asked for it."""


def main() -> int:
    """Run the command; its exit status."""
    parser = argparse.ArgumentParser(description="Pack the site for reading offline.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the zip goes")
    arguments = parser.parse_args()
    try:
        epoch = source_date(os.environ)
        target = arguments.dist / f"{TOP_FOLDER}-{version(epoch)}.zip"
        with tempfile.TemporaryDirectory(prefix="jiaodu-") as folder:
            site = Path(folder) / "site"
            build(site, epoch)
            pack(site, target, epoch)
    except (BundleError, OSError) as error:
        print(f"bundle: {error}", file=sys.stderr)
        return 1
    print(target)
    return 0


def source_date(environment: Mapping[str, str]) -> int:
    """The one time that stands for all: https://reproducible-builds.org/specs/source-date-epoch/."""
    given = environment.get("SOURCE_DATE_EPOCH", str(DEFAULT_EPOCH))
    try:
        return int(given)
    except ValueError:
        raise BundleError(f"SOURCE_DATE_EPOCH is not a number of seconds: {given!r}") from None


def version(epoch: int) -> str:
    """The project's version, or the date where it has none."""
    try:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])
    except (FileNotFoundError, KeyError):
        return time.strftime("%Y%m%d", time.gmtime(epoch))


def build(site: Path, epoch: int) -> None:
    """Build the zip profile into ``site``."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(site)]
    environment = os.environ | {
        "JIAODU_OFFLINE": "true",
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(epoch),
    }
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if run.returncode:
        raise BundleError(f"mkdocs build failed with status {run.returncode}:\n{run.stdout}")


def pack(site: Path, target: Path, epoch: int) -> None:
    """Write ``site`` to ``target``: all of it, or nothing."""
    if not (site / "index.html").is_file():
        raise BundleError("the built site has no index.html, so nothing to open")
    files = {path.relative_to(site).as_posix(): path for path in chosen(site)}
    check_names(files)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as stream:
        unfinished = Path(stream.name)
        try:
            with zipfile.ZipFile(stream, "w") as archive:
                for name, path in sorted(files.items()):
                    archive.writestr(entry(name, epoch), path.read_bytes(), compresslevel=9)
        except BaseException:
            unfinished.unlink()
            raise
    unfinished.chmod(0o644)  # it was made for its owner alone
    unfinished.replace(target)


def chosen(site: Path) -> list[Path]:
    """The files of the site that a reader offline has a use for."""
    left_out = {path for pattern in LEFT_OUT for path in site.glob(pattern)}
    folders = {path for path in left_out if path.is_dir()}
    return [
        path
        for path in site.rglob("*")
        if path.is_file() and path not in left_out and folders.isdisjoint(path.parents)
    ]


def check_names(names: Mapping[str, Path]) -> None:
    """Unzip programs disagree about every encoding but ASCII."""
    bad = sorted(name for name in names if not name.isascii())
    if bad:
        raise BundleError("file names must be ASCII in the zip; rename: " + ", ".join(bad))


def entry(name: str, epoch: int) -> zipfile.ZipInfo:
    """A file of the zip, with nothing of this machine or moment in it."""
    earliest = (1980, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(f"{TOP_FOLDER}/{name}", max(earliest, time.gmtime(epoch)[:6]))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, wherever it is built
    info.external_attr = 0o100644 << 16
    return info


if __name__ == "__main__":
    sys.exit(main())
