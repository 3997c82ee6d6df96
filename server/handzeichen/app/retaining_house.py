"""Retention in a whole house: through the server where one runs, which forgets it as well, else in its store."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from handzeichen.app import retaining
from handzeichen.app.config import Config
from handzeichen.app.moving import open_store
from handzeichen.app.retaining import Sheet, today
from handzeichen.app.running import running
from handzeichen.log.port import Store, StoreRefused
from handzeichen.log.sqlite import SqliteStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What retention came to, by meeting; of meetings in which nothing can be due nothing is said."""

    sheets: list[Sheet]
    faults: list[str]


class Reach(Protocol):
    """Where a house's logs lie, as far as retention has to do with it."""

    async def meetings(self) -> list[str]:
        """The ids of all meetings."""

    async def survey(self, meeting: str, on: date) -> Sheet:
        """What would go on a day."""

    async def retain(self, meeting: str) -> Sheet | None:
        """Destroy what is due today; None where nothing can be."""

    async def finish(self) -> None:
        """See to it that the bytes are gone."""

    async def close(self) -> None:
        """Let go of it."""


class InStore:
    """A store that no server has open, or that is a server of its own; other nodes hear of what was done there."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def meetings(self) -> list[str]:
        return await self._store.meetings()

    async def survey(self, meeting: str, on: date) -> Sheet:
        return await retaining.survey(self._store, meeting, on)

    async def retain(self, meeting: str) -> Sheet | None:
        return await retaining.retain(self._store, meeting, today())

    async def finish(self) -> None:
        await retaining.finish(self._store)

    async def close(self) -> None:
        await self._store.close()


async def retained(config: Config, *, only: str | None, dry_run: bool, on: date | None = None) -> Found:
    """Meeting by meeting, or only one; raises `StoreRefused` where there is no such store or meeting."""
    reach = await _reach(config)
    try:
        known = await reach.meetings()
        if only is not None and only not in known:
            raise StoreRefused(
                f"Eine Sitzung „{only}“ gibt es in diesem Speicher nicht. Bitte die Kennung prüfen."
            )
        sheets, faults = list[Sheet](), list[str]()
        for meeting in known if only is None else [only]:
            try:
                sheet = await (reach.survey(meeting, on or today()) if dry_run else reach.retain(meeting))
            except StoreRefused as refused:
                faults.append(refused.sentence)
                continue
            if sheet is not None:
                sheets.append(sheet)
        if not dry_run:
            await reach.finish()
    finally:
        await reach.close()
    return Found(sheets=sheets, faults=faults)


async def _reach(config: Config) -> Reach:
    if config.store:
        return InStore(await open_store(config.store, accepts=config.redis_accepts))
    if (there := await running(config.operator)) is not None:
        return there
    if not config.file.is_file():
        raise StoreRefused(f"„{config.file}“ gibt es nicht. Bitte prüfen, welcher Ordner gemeint ist.")
    return InStore(await SqliteStore.open(config.file))
