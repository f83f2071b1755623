"""`polycentre reconcile` judges the plans and fails when a figure differs without a reason."""

from tests.cli.commands import Commands
from tests.integration.small import PLAN, bring, publish

FIGURES = """
[printed]
figures = [
  { measure = "population", period = "2020", value = "1000", unit = "人", clause = "2" },
  { measure = "population", period = "2020", value = "999", unit = "人", clause = "3"%s },
]
"""


def second(extra: str) -> str:
    return PLAN.replace("version = 1", "version = 2") + FIGURES % extra


def test_an_unexplained_difference_fails(cli: Commands) -> None:
    bring(cli.url, "plan", "two.toml", second(""))
    publish(cli.url)
    found = cli.run("reconcile")
    assert found.code == 1
    assert "1 printed figures differ without an acknowledged reason" in found.err
    assert "printed 999, the inputs allow 1000.00" in found.out.replace("\n", " ")
    assert "1 unacknowledged" in found.out


def test_an_acknowledged_one_does_not(cli: Commands) -> None:
    bring(cli.url, "plan", "two.toml", second(', acknowledged = "a slip of the pen"'))
    publish(cli.url)
    found = cli.run("reconcile", "--plan", "small", "--json")
    assert found.code == 0
    document = found.json["plans"]["small"]
    assert document["summary"]["differs"] == 1
    assert [item["verdict"] for item in document["items"]] == ["reproduced", "differs"]
    assert document["items"][1]["acknowledged"] == "a slip of the pen"
    assert [c["rule"] for c in document["contradictions"]] == ["figures"]


def test_the_verdict_narrows_the_table(cli: Commands) -> None:
    bring(cli.url, "plan", "two.toml", second(', acknowledged = "x"'))
    publish(cli.url)
    assert "reproduced" not in cli.run("reconcile", "--verdict", "differs").out.split("differs", 1)[0]
    assert cli.run("reconcile", "--verdict", "fine").code == 1


def test_an_unknown_plan_is_named(reading: Commands) -> None:
    found = reading.run("reconcile", "--plan", "nowhere")
    assert found.code == 1
    assert "No plan 'nowhere'; plans here: small." in found.err
