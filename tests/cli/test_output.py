import pytest

from app.cli import output


def test_a_long_step_is_told_of_again_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with output.progress_bar() as progress:
        progress("checks", 0, 9)
        progress("checks", 1, 9)
        monkeypatch.setattr(output, "_SILENCE", -1.0)
        progress("checks", 2, 9)
        progress("tiles", 0, 1200)
        progress("tiles", 600, 1200)
    assert capsys.readouterr().err.splitlines() == [
        "  checks …", "  checks 2 of 9 …", "  tiles …", "  tiles 600 of 1,200 …",
    ]  # fmt: skip


def test_a_quiet_one_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with output.progress_bar(quiet=True) as progress:
        progress("checks", 0, 9)
    assert not capsys.readouterr().err
