"""The simulator: the same seed plays the same evening, and whatever it does to the reports, the core ends at the truth."""

import itertools
import re
from pathlib import Path

import pytest

from app.video.kit import Followed, at
from app.video.payloads import BY, SECRET
from handzeichen.app import cli
from handzeichen.app.video.simulated.compare import Seen, differences
from handzeichen.app.video.simulated.pages import read_links
from handzeichen.app.video.simulated.play import Happening, Played, Stands, play
from handzeichen.app.video.simulated.post import Letter, Post, post
from handzeichen.app.video.simulated.run import NoServer, Server
from handzeichen.app.video.simulated.script import ACTS, SETTINGS, Act, ScriptFault, named, read_script
from handzeichen.app.video.simulated.shapes import SENDERS, Fact, roster_body
from handzeichen.app.video.systems import SYSTEMS
from handzeichen.meeting.ids import Via
from support.live import PLAN

PEOPLE = ("demir", "ebeling", "falk", "gross", "hansen")
ROUGH = """
0:00 duplicates 30%
0:00 disorder 6s
0:00 lost 15%
0:00 all join within 20s
0:40 2 flap 8s for 30s
0:50 1 device 20s
1:00 2 half-open 20s
1:20 1 drop 15s
1:30 1 camera off
1:40 mass failure 30s
2:30 1 leave
2:40 1 drop
"""


def acts_of(text: str) -> tuple[Act, ...]:
    return read_script(text, PEOPLE)


def played(text: str, seed: int, system: str = "signed") -> tuple[Played, Post]:
    acts = acts_of(text)
    found = play(acts, PEOPLE, seed)
    return found, post(found, acts, system, seed)


def faults(text: str) -> list[str]:
    with pytest.raises(ScriptFault) as found:
        acts_of(text)
    return str(found.value).splitlines()


# The script


@pytest.mark.parametrize("example", [example for _, example in ACTS.values()])
def test_every_act_is_written_as_its_example_says(example: str) -> None:
    [act] = acts_of(f"1:02:30 {example}  # why")
    assert act.at == 3750 and example.endswith(act.text) and act.what in ACTS


@pytest.mark.parametrize(("name", "example"), [(name, example) for name, (_, example) in SETTINGS.items()])
def test_every_setting_is_written_as_its_example_says(name: str, example: str) -> None:
    assert [act.what for act in acts_of(f"0:30 {example}")] == [name]


def test_each_fault_of_a_script_is_told_at_its_line() -> None:
    found = faults(
        "0:10 all jion\n\nsoon all join\n0:10 3 drop long\n0:05 all leave\n0:20 9p leave\n0:30 1 flap 10s\n"
        "0:40 lost 101%\n0:50 ahrens drop\n0:50 all flap 0.5s for 1m\n5:00:00 end\n0:55 all drop 300m\n0:56 all"
    )
    assert [re.sub(r": .*", "", fault) for fault in found] == [
        f"Zeile {n}" for n in (1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
    ]
    assert found[0].startswith("Zeile 1: „all jion“ ist nicht bekannt. Möglich sind: all join within 20s;")
    assert found[5].endswith("Geschrieben wird es so: 5 flap 10s for 2m")
    assert found[7] == f"Zeile 9: Nicht dabei: ahrens. Dabei sind: {', '.join(PEOPLE)}."
    assert faults("# nothing\n") == [
        "Das Skript ist leer. Nötig ist mindestens eine Zeile wie: 0:00 all join"
    ]


def test_the_scripts_that_ship_can_be_played_in_minutes_by_five_and_by_twenty_five() -> None:
    assert sorted(named()) == ["durcheinander", "flatternd", "massenausfall", "ruhig"]
    for path in named().values():
        for people in (PEOPLE, tuple(f"p{n}" for n in range(25))):
            acts = read_script(path.read_text("utf-8"), people)
            found = play(acts, people, 1)
            assert 60 < post(found, acts, "signed", 1).end <= 300
            assert not any(note.missing for note in found.notes), path


# What happens


def test_the_same_seed_plays_the_same_and_another_one_something_else() -> None:
    assert played(ROUGH, 5) == played(ROUGH, 5)
    assert played(ROUGH, 5)[1].letters != played(ROUGH, 6)[1].letters


def test_whom_an_act_is_about_is_drawn_among_those_to_whom_it_can_happen() -> None:
    found, _ = played("0:00 3 join\n0:10 4 drop\n0:20 falk,gross join\n0:30 40% leave", 1)
    joined, dropped, _, left = found.notes
    assert set(dropped.people) == set(joined.people) and dropped.missing == 1
    assert len(left.people) == 1 and set(left.people) <= {"falk", "gross"}


def test_a_later_act_on_a_line_takes_the_place_of_what_was_in_store_for_it() -> None:
    found, _ = played(
        "0:00 all join\n0:10 all drop 1m\n0:30 ebeling leave\n0:30 falk join\n1:00 falk drop", 1
    )
    stands = found.stands
    assert (stands["falk"], stands["demir"]) == (Stands.BROKEN, Stands.HERE)
    assert stands["ebeling"] is Stands.HERE  # Nobody leaves who is not there.


def test_a_dead_line_is_noticed_after_its_owner_is_back_on_another() -> None:
    found, _ = played("0:00 ebeling join\n0:10 ebeling half-open 30s", 3)
    told = [(one.what, one.device) for one in found.happenings if not one.what.startswith("camera")]
    assert told == [("joined", "ebeling-1"), ("joined", "ebeling-2"), ("left", "ebeling-1")]
    [still] = found.still
    assert (still.begin, still.end, found.stands["ebeling"]) == (10, 40, Stands.HERE)


# How it is told


def test_duplicates_disorder_and_losses_are_as_many_as_the_script_says() -> None:
    _, found = played(
        "0:00 duplicates 20%\n0:00 disorder 2s\n0:00 lost 10%\n0:00 all join\n0:05 all flap 4s for 8m", 1
    )
    letters = found.letters
    lost, double = (
        sum(one.is_lost for one in letters) / len(letters),
        sum(one.is_double for one in letters) / len(letters),
    )
    assert 0.06 < lost < 0.14 and 0.1 < double < 0.22
    assert any(one.tells.at > other.tells.at for one, other in itertools.pairwise(letters))
    assert all(one.at >= one.tells.at for one in letters)


def test_only_a_relay_leaves_out_what_was_lost_and_tells_at_the_end_who_is_there() -> None:
    _, relay = played("0:00 lost 100%\n0:00 all join", 1)
    assert [one.tells.what for one in relay.letters if not one.is_lost] == ["roster"]
    assert len(relay.letters[-1].tells.present) == len(PEOPLE)
    _, bbb = played("0:00 lost 100%\n0:00 all join", 1, "bigbluebutton")
    assert sum(one.is_lost for one in bbb.letters) * 2 == len(bbb.letters)


def test_what_a_system_does_not_tell_is_left_out_and_a_leave_without_its_reason_is_a_broken_line() -> None:
    script = "0:00 all join\n0:10 1 hand up\n0:20 all leave"
    assert set(played(script, 1)[1].stands.values()) == {Stands.WENT}
    _, jitsi = played(script, 1, "jitsi")
    assert jitsi.unsaid == len(PEOPLE) + 1 and set(jitsi.stands.values()) == {Stands.BROKEN}


@pytest.mark.parametrize("system", sorted(SYSTEMS))
@pytest.mark.parametrize("seed", range(2))
def test_whatever_the_seed_the_core_ends_at_the_truth(system: str, seed: int) -> None:
    _, found = played(ROUGH, seed, system)
    meeting = Followed()
    for letter in found.letters:
        if not letter.is_lost:
            meeting.report(*SYSTEMS[system].read(delivered(letter, system), frozenset({"rat"}), SECRET).reports, seconds=letter.at)  # fmt: skip
    meeting.wait(300)  # Longer than any patience.
    for who, stands in found.stands.items():
        assert meeting.counts(who) is (stands is Stands.HERE), (who, stands)
        if stands is Stands.WENT:
            assert meeting.evening.via(who) is not Via.VIDEO


def delivered(letter: Letter, system: str):  # type: ignore[no-untyped-def]
    sender, told = SENDERS[system], letter.tells
    if told.what == "roster":
        return sender.sign(roster_body(at(told.at), dict(told.present)), BY)
    fact = Fact(
        what=told.what, at=at(told.at), who=told.who, device=told.device, room="rat", name="Frau Beispiel"
    )
    return sender.sign(sender.write(fact), BY)


# What the server shows


def test_who_is_shown_otherwise_is_named_and_whoever_sits_in_the_room_is_nobodys_business() -> None:
    states = {"demir": "video", "ebeling": "disturbed", "falk": "absent", "gross": "room", "hansen": "video"}
    seen = {who: Seen(name=who.title(), state=state, words=state) for who, state in states.items()}
    assert list(differences(dict.fromkeys(PEOPLE, Stands.HERE), seen)) == [
        "Ebeling: in der Konferenz, der Server zeigt „disturbed“.",
        "Falk: in der Konferenz, der Server zeigt „absent“.",
    ]
    found = list(differences(dict.fromkeys((*PEOPLE, "other"), Stands.BROKEN), seen))
    assert [line.split(":")[0] for line in found] == ["Demir", "Hansen"]
    found = list(differences(dict.fromkeys(PEOPLE, Stands.WENT), seen))
    assert [line.split(":")[0] for line in found] == ["Demir", "Ebeling", "Hansen"]


def test_links_belong_to_people_in_the_order_of_the_plan_also_where_two_share_a_name() -> None:
    printed = (
        "Anmeldelinks, jeder für ein Gerät:\n  Saalbild        http://h:1/anmelden/a\n"
        "  Ratsfrau Groß   http://h:1/anmelden/b\n  Ratsfrau Groß   http://h:1/anmelden/c\n"
    )
    people = [("gross", "Ratsfrau Groß"), ("gross-2", "Ratsfrau Groß"), ("falk", "Ratsherr Falk")]
    assert read_links(printed, people) == {"gross": "/anmelden/b", "gross-2": "/anmelden/c"}


def test_the_flapping_evening_has_breaks_shorter_and_longer_than_the_servers_grace() -> None:
    people = tuple(f"p{n}" for n in range(25))
    found = play(read_script(named()["flatternd"].read_text("utf-8"), people), people, 1)
    gone, breaks = dict[str, float](), list[float]()
    for one in found.happenings:
        if one.what == "left":
            gone[one.who] = one.at
        elif one.what == "joined" and one.who in gone:
            breaks.append(one.at - gone.pop(one.who))
    assert min(breaks) < 10 < max(breaks) and sum(seconds > 11 for seconds in breaks) > 20


def test_a_happening_of_nobody_is_a_roster_alone() -> None:
    found, _ = played("0:00 roster 10s\n0:01 all join\n0:15 roster 4s\n0:30 end", 1)
    rosters = [one for one in found.happenings if isinstance(one, Happening) and one.what == "roster"]
    assert [one.at for one in rosters] == [0, 10, 15, 19, 23, 27]
    assert [len(one.present) for one in rosters] == [0, *[len(PEOPLE)] * 5]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--url", "http://[::1"), "ist keine Adresse eines Servers"),
        (("--url", "http://127.0.0.1:x"), "ist keine Adresse eines Servers"),
        (("--url", "http://127.0.0.1:99999"), "ist keine Adresse eines Servers"),
        (("--url", "http://me:secret@127.0.0.1:1"), "ist keine Adresse eines Servers"),
        (("--url", "http://127.0.0.1:1/?a=b"), "ist keine Adresse eines Servers"),
        (("--members", ","), "--members: Bitte eine Anzahl angeben"),
        (("--members", "0"), "--members 0: Zugeschaltet sein können hier 1 bis"),
        (("--members", "elvers, Hansen"), "--members: Diese Kennungen stehen nicht im Plan: Hansen."),
    ],
)
def test_a_wrong_call_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, str], says: str
) -> None:
    (tmp_path / "secret").write_text("a-secret-of-sixteen")
    call = ("--script", "ruhig", "--secret", tmp_path / "secret", "--conference", "rat", "--plan", PLAN)
    assert cli.main(["simulate", "video", "--dry-run", *map(str, (*call, *wrong))]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("patience", ["nan", "inf", "-1", "x"])
def test_a_patience_is_so_many_seconds(capsys: pytest.CaptureFixture[str], patience: str) -> None:
    with pytest.raises(SystemExit):
        cli.main(["simulate", "video", "--script", "ruhig", f"--patience={patience}"])
    assert "Sekunden von 0 bis 86400" in capsys.readouterr().err


def test_an_id_with_a_space_or_an_umlaut_is_nobodys_server() -> None:
    """It is put into the address as it must be written there, and nothing answers on that port."""
    for meeting in ("rät 1", "../x"):
        with pytest.raises(NoServer, match="Connection refused"):
            Server("http://127.0.0.1:1").meeting(meeting)
