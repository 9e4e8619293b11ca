"""Reading files as git remembers them. Nothing is ever written, and no shell is used."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from procfit.model.errors import InputError, Place, UsageError

__all__ = ["bytes_at", "merged_lines"]

SECONDS = 20
MAX_BYTES = 32 * 1024 * 1024
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}

_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


def bytes_at(root: Path, path: str, revision: str) -> bytes:
    """Return a file as it was in a git revision.

    Parameters
    ----------
    root
        A folder in the repository.
    path
        The file, relative to `root`, with slashes.
    revision
        A commit, branch, tag or anything else that git takes for one, as ``HEAD~3`` or ``main@{yesterday}``.

    Raises
    ------
    UsageError
        When the revision cannot be one.
    InputError
        When there is no git, no repository, no such revision or no such file in it.
    """
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise UsageError(f'"{revision}" is not a git revision', "write MAP@HEAD~1, MAP@main or MAP@v1.0")
    commit = _commit(root, revision)
    shown = f"{path}@{revision}"
    found = _git(root, "cat-file", "blob", f"{commit}:./{path}")
    if found.returncode:
        raise InputError(
            "is not there in that revision", "check the name and the revision", Place(shown)
        )
    if len(found.stdout) > MAX_BYTES:
        raise InputError(f"has more than {MAX_BYTES // 1024 // 1024} MB", "split it", Place(shown))
    return found.stdout


def merged_lines(base: str, ours: str, theirs: str) -> str | None:
    """Return three texts merged line by line by git, or None where they conflict or there is no git."""
    if shutil.which("git") is None:
        return None
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="procfit-merge-") as name:
        folder = Path(name)
        for side, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            (folder / side).write_bytes(text.encode())
        merged = _git(folder, "merge-file", "-p", "-q", "ours", "base", "theirs")
    return merged.stdout.decode() if merged.returncode == 0 else None


def _commit(root: Path, revision: str) -> str:
    """Return the id of the commit that a revision names."""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    inside = _git(root, "rev-parse", "--git-dir")
    if inside.returncode:
        reason = inside.stderr.decode(errors="replace").strip().partition("\n")[0]
        reason = reason.removeprefix("fatal: ") or "no git repository"
        raise InputError(f"git cannot read the workspace: {reason}", "name two files instead")
    raise InputError(f'git knows no revision "{revision}"', "see `git log` and `git branch`")


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise InputError(
            "there is no git on this computer", "install git, or name two files instead of a revision"
        )
    try:
        return subprocess.run(  # noqa: S603  git found on the path, a list of arguments, no shell
            [program, *arguments],
            cwd=folder,
            env={**_environment(), **_QUIET},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"git did not answer within {SECONDS} seconds", "try `git status`") from None
    except OSError as error:
        raise InputError(f"git cannot be run: {error.strerror}", "check the installation") from None


def _environment() -> dict[str, str]:
    """Return the environment without what a hook of git sets, which holds for its own folder only."""
    return {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
