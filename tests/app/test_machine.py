"""Where a folder lies, read from tables as Linux writes them, and how much room is left."""

import os
from pathlib import Path

import pytest

from handzeichen.app.config import Config
from handzeichen.app.machine import megabytes_free, network_file_system
from handzeichen.app.main import NotStarted, open_house

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /srv rw shared:9 - nfs4 files.example:/srv rw,vers=4.2
41 40 8:2 / /srv/lokal rw - xfs /dev/sdb1 rw
42 22 0:36 / /mnt/Alte\\040Akten rw - cifs //akten.example/alt rw
43 22 0:37 / /home/haus rw - fuse.sshfs haus@example: rw
44 22 0:38 / /srv2 rw - tmpfs tmpfs rw
45 22 0:39 / /doppelt rw - ext4 /dev/sdc1 rw
46 22 0:40 / /doppelt rw - nfs files.example:/d rw
"""


@pytest.mark.parametrize(("folder", "kind"), [
    ("/var/lib/handzeichen", None),
    ("/srv/handzeichen", "nfs4"),
    # A disk of one's own below a network folder.
    ("/srv/lokal/handzeichen", None),
    # A name that only begins alike.
    ("/srv2/handzeichen", None),
    ("/mnt/Alte Akten/2026", "cifs"),
    ("/home/haus", "fuse.sshfs"),
    # Mounted over another: the later one is seen.
    ("/doppelt/x", "nfs"),
])  # fmt: skip
def test_what_a_folder_lies_on(tmp_path: Path, folder: str, kind: str | None) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert network_file_system(Path(folder), mounts) == kind


def test_this_machines_own_table_can_be_read(tmp_path: Path) -> None:
    assert network_file_system(tmp_path) is None
    assert network_file_system(tmp_path, tmp_path / "none") is None


async def test_a_folder_on_the_network_is_refused_unless_it_is_wanted_in_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n40 22 0:35 / {tmp_path} rw - nfs4 files.example:/ rw\n"
    )
    monkeypatch.setattr(network_file_system, "__defaults__", (mounts,))
    folder = tmp_path / "data"
    with pytest.raises(NotStarted, match=r"Netzlaufwerk \(nfs4\).*HANDZEICHEN_NETWORK_FOLDER=true"):
        async with open_house(Config(data=folder), lambda _: None):
            pass
    assert list(folder.iterdir()) == []
    async with open_house(Config(data=folder, network_folder=True), lambda _: None) as house:
        assert await house.store.meetings() == []


def test_how_much_room_is_left(tmp_path: Path) -> None:
    found = os.statvfs(tmp_path)
    free = megabytes_free(tmp_path)
    assert free is not None and abs(free - found.f_bavail * found.f_frsize / 1e6) < 1000
    assert megabytes_free(tmp_path / "none") is None
