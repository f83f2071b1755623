"""The memory of finished answers: its budget, and content that many answers share."""

from app.http.answer_memory import AnswerMemory, Key
from app.http.representation import Content, Representation


def _key(target: str = "/", host: bytes = b"x") -> Key:
    return Key(1, target.encode(), b"*/*", "http", host)


def _answer(body: bytes) -> Representation:
    return Representation(200, (), Content(body))


def test_equal_contents_are_one() -> None:
    memory = AnswerMemory(1_000_000)
    first = memory.keep(_key("/numbered"), _answer(b"x" * 3000))
    second = memory.keep(_key("/current", b"y"), _answer(bytes(3000).replace(b"\0", b"x")))
    assert second.content is first.content
    assert second.reply("", "br").body is first.reply("", "br").body
    assert memory.get(_key("/current", b"y")) is second


def test_shared_content_counts_once_and_goes_with_its_last_answer() -> None:
    memory = AnswerMemory(100_000)
    for number in range(20):
        memory.keep(_key(f"/{number}"), _answer(b"x" * 3000))
    assert memory.get(_key("/0"))
    for number in range(40):
        memory.keep(_key(f"/other/{number}"), _answer(b"y%d" % number))
    assert memory.get(_key("/0")) is None
    assert {c.body[:1] for c, _ in memory._contents.values()} == {b"y"}
    assert sum(holders for _, holders in memory._contents.values()) == len(memory._held)


def test_an_answer_put_twice_is_held_once() -> None:
    memory = AnswerMemory(1_000_000)
    for _ in range(3):
        memory.keep(_key(), _answer(b"x" * 3000))
    used = memory._used
    memory.keep(_key(), _answer(b"x" * 3000))
    assert memory._used == used
    assert [holders for _, holders in memory._contents.values()] == [1]


def test_nothing_fits_into_no_memory() -> None:
    memory = AnswerMemory(0)
    kept = memory.keep(_key(), _answer(b"x"))
    assert kept.content.body == b"x"
    assert memory.get(_key()) is None
