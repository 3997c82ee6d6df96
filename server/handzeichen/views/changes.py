"""Which parts of a screen are different after something happened: only these are sent."""

from collections.abc import Mapping

from handzeichen.views.part import Part


def changed(before: Mapping[str, Part], after: Mapping[str, Part]) -> tuple[str, ...]:
    """The ids of the parts that are new or different, in the order of the screen."""
    return tuple(
        name for name, part in after.items() if (old := before.get(name)) is not part and old != part
    )
