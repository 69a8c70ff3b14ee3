"""Settings as frozen records: option over environment over file over default."""

from sourcekeeper.config.checks import CheckSettings, OutageSettings, ScheduleSettings, SeriesSettings, Threshold
from sourcekeeper.config.hosts import HostSettings, HostTable
from sourcekeeper.config.loading import (
    ENVIRONMENT_NAMES,
    FILE_NAME,
    SETTING_NAMES,
    default_sandbox_store,
    default_store,
    find_file,
    load_settings,
    state_folder,
)
from sourcekeeper.config.records import (
    ARCHIVE_URL,
    CONTACT,
    WAYBACK_URL,
    ArchiveSettings,
    CopySettings,
    FetchSettings,
    NetworkSettings,
    Settings,
    is_on_this_machine,
)

__all__ = [
    "ARCHIVE_URL",
    "CONTACT",
    "ENVIRONMENT_NAMES",
    "FILE_NAME",
    "SETTING_NAMES",
    "WAYBACK_URL",
    "ArchiveSettings",
    "CheckSettings",
    "CopySettings",
    "FetchSettings",
    "HostSettings",
    "HostTable",
    "NetworkSettings",
    "OutageSettings",
    "ScheduleSettings",
    "SeriesSettings",
    "Settings",
    "Threshold",
    "default_sandbox_store",
    "default_store",
    "find_file",
    "is_on_this_machine",
    "load_settings",
    "state_folder",
]
