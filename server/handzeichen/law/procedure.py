"""What the kinds of motion do when they are carried, and which of them are about one item only.

Kinds are named by their words of the contract, since this package knows no meeting.
"""

CARRIED_AS = {"urgency": "granted", "urgent_item": "granted"}
"""What a carried motion's outcome is called; `adopted` for all others."""

TAKES_ITEM_OFF = {
    "postponement": "postponed",
    "removal": "removed",
    "referral": "referred",
    "not_to_consider": "not_considered",
}
"""Carried, these take their item off the agenda, with this outcome."""

ABOUT_ONE_ITEM = frozenset(
    {
        "urgency",
        "postponement",
        "removal",
        "referral",
        "not_to_consider",
        "end_of_debate",
        "end_of_list",
        "hearing",
        "roll_call_vote",
        "secret_vote",
        "separate_votes",
    }
)
"""Open motions of these kinds are settled with their item once it is off the agenda."""

NEEDS = {"amendment": ("amends",), "recusal": ("about",)}
"""What a kind cannot do without, beside its item."""


def carried_as(kind: str) -> str:
    """The outcome of a carried motion of this kind."""
    return CARRIED_AS.get(kind, "adopted")
