"""All rows that a shipped profile itself states, with their questions, as plain values."""

import tomllib

from handzeichen.law.answers import PROFILES


def rows_of(profile: str) -> list[tuple[str, object]]:
    content = tomllib.loads((PROFILES / f"{profile}.toml").read_text("utf-8"))
    return [
        (question, row["value"])
        for question, rows in content.items()
        if question != "profile"
        for row in rows
    ]
