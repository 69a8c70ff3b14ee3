"""The keys of the Internet Archive: from the environment, the `ia` tool's file, or what `sourcekeeper keys` stored.

Never from an option (other users of the machine see those) and never shown. The stored file has mode 600.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from sourcekeeper.errors import OutputError

WHERE_TO_GET = "https://archive.org/account/s3.php"
"""Where a person with a (free) account finds the two keys."""

KEY_VARIABLES = ("IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY")
"""Where the environment has them: the access key, and its secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """An access key and its secret; neither appears in a repr."""

    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    origin: str
    """Where they were found, for `sourcekeeper keys`."""


def find_credentials(environ: Mapping[str, str]) -> Credentials | None:
    """Return the keys to use, None when there are none: environment, then our own file, then the `ia` tool's."""
    access, secret = (environ.get(name, "") for name in KEY_VARIABLES)
    if access and secret:
        return Credentials(access_key=access, secret_key=secret, origin="environment")
    for path in (stored_path(), *_ia_files(environ)):
        found = _read(path)
        if found:
            return found
    return None


def stored_path() -> Path:
    """Return where `store_credentials` writes."""
    return platformdirs.user_config_path("sourcekeeper", appauthor=False) / "keys.ini"


def store_credentials(access_key: str, secret_key: str) -> Path:
    """Write the keys for this user alone (mode 600 from the first byte). Raises OutputError."""
    from configparser import RawConfigParser  # noqa: PLC0415

    path = stored_path()
    parser = RawConfigParser()
    parser["s3"] = {"access": access_key, "secret": secret_key}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            os.chmod(fresh, 0o600)
            parser.write(file)
        fresh.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    return path


def forget_credentials() -> bool:
    """Delete the stored keys; False when there were none."""
    path = stored_path()
    if not path.exists():
        return False
    path.unlink()
    return True


def _ia_files(environ: Mapping[str, str]) -> list[Path]:
    """Return where the `ia` tool keeps its configuration, in its own order."""
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or Path.home())
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    named = [Path(environ["IA_CONFIG_FILE"])] if environ.get("IA_CONFIG_FILE") else []
    return [*named, config / "internetarchive" / "ia.ini", home / ".config" / "ia.ini", home / ".ia"]


def _read(path: Path) -> Credentials | None:
    if not path.is_file():
        return None
    import configparser  # noqa: PLC0415  few have a file of keys

    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return None
    access, secret = parser.get("s3", "access", fallback=""), parser.get("s3", "secret", fallback="")
    if not (access and secret):
        return None
    return Credentials(access_key=access, secret_key=secret, origin=str(path))
