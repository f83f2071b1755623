"""docker-compose.yml: valid by the Compose specification, hardened, and its very commands run here without Docker."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml

from app.paths import ROOT
from app.settings import Settings

Service = dict[str, Any]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    document = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    assert isinstance(document, dict)
    return document


def interpolated(text: str, environment: dict[str, str]) -> str:
    """Replace `${NAME}`, `${NAME:-default}` and `${NAME:?message}` as Compose does."""

    def value(match: re.Match[str]) -> str:
        name, operator, word = match["name"], match["operator"], match["word"] or ""
        if environment.get(name):
            return environment[name]
        if operator == ":?":
            raise KeyError(f"{name}: {word}")
        return word

    return re.sub(r"\$\{(?P<name>\w+)(?:(?P<operator>:[-?])(?P<word>[^}]*))?\}", value, text)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers=headers or {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text("utf-8", "replace")
        with contextlib.suppress(OSError):
            if fetch(url)[0] == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"{url} did not answer 200:\n{log.read_text('utf-8', 'replace')}")


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(30) in {0, -15, 143}


def test_it_follows_the_compose_specification(compose: dict[str, Any]) -> None:
    schema = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(compose)] == []
    assert not validator.is_valid(compose | {"services": {"db": {"imagee": "x"}}})


def test_every_service_is_pinned_unprivileged_and_watched(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"db", "api", "front"}
    for name, service in compose["services"].items():
        assert re.search(r":\d[\w.-]*\d[\w.-]*$", service["image"]), name
        assert not service["user"].startswith(("0", "root")), name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["healthcheck"]["test"], name
        assert "privileged" not in service, name


def test_only_the_front_can_be_reached_and_the_database_from_nowhere_else(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["front"]
    assert interpolated(services["front"]["ports"][0], {}) == "127.0.0.1:8080:8080"
    assert services["db"]["networks"] == ["back"]
    assert compose["networks"]["back"]["internal"] is True
    assert "back" not in services["front"]["networks"]


def test_the_password_comes_from_outside_and_its_absence_is_an_error(compose: dict[str, Any]) -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    with pytest.raises(KeyError, match="POLYCENTRE_DB_PASSWORD: set it to a password"):
        interpolated(text, {})
    assert "secret-word" in interpolated(text, {"POLYCENTRE_DB_PASSWORD": "secret-word"})
    assert compose["secrets"]["db_password"]["environment"] == "POLYCENTRE_DB_PASSWORD"


def test_references_between_services_files_and_settings_hold(compose: dict[str, Any]) -> None:
    services = compose["services"]
    known = {f"POLYCENTRE_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in services["api"]["environment"] if name.startswith("POLYCENTRE_")} <= known
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        assert set(service["networks"]) <= set(compose["networks"])
    for mount in services["front"]["volumes"]:
        assert (ROOT / mount.partition(":")[0]).is_file()
    assert f"server api:{services['api']['environment']['POLYCENTRE_PORT']};" in nginx_text()
    url = urlsplit(services["api"]["environment"]["POLYCENTRE_DATABASE_URL"])
    assert (url.hostname, url.username) == ("db", services["db"]["environment"]["POSTGRES_USER"])
    assert url.path == f"/{services['db']['environment']['POSTGRES_DB']}"


def test_the_image_holds_what_the_service_reads() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE)
    sources = {source.rstrip("/") for line in copied for source in line.split()}
    assert {"app", "migrations", "tiles", "geodata", "web", "requirements/base.txt"} <= sources
    assert all((ROOT / source).exists() for source in sources)
    assert "\nUSER 10001:10001\n" in text
    assert all(re.search(r":\d+\.\d+\.\d+", line) for line in text.splitlines() if line.startswith("FROM"))


@pytest.fixture(scope="module")
def api(
    compose: dict[str, Any], published_readonly_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Run the api service's very command with its very settings; only addresses are those of this machine."""
    service = compose["services"]["api"]
    outside = {"POLYCENTRE_DB_PASSWORD": "unused on a local socket"}
    settings = {name: interpolated(value, outside) for name, value in service["environment"].items()}
    port = free_port()
    settings |= {
        "POLYCENTRE_DATABASE_URL": published_readonly_url,
        "POLYCENTRE_HOST": "127.0.0.1",
        "POLYCENTRE_PORT": str(port),
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    log = tmp_path_factory.mktemp("compose") / "api.log"
    with running(service["command"], {"PATH": path, "LANG": "C.UTF-8", **settings}, log) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/health/ready", process, log)
        yield url


def test_the_api_command_serves_and_its_health_check_passes(compose: dict[str, Any], api: str) -> None:
    status, _, body = fetch(f"{api}/api/v1/measures?plan=wenzhou-population-2035&measure=urban-core-share&period=2020")
    assert status == 200
    assert json.loads(body)["items"][0]["display"]["value"] == "31.38"
    check: list[str] = compose["services"]["api"]["healthcheck"]["test"]
    assert check[:2] == ["CMD", "python"]
    program = [word.replace("http://127.0.0.1:8000", api) for word in check[2:]]
    assert subprocess.run([sys.executable, *program], check=False, timeout=30).returncode == 0
    refused = [word.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{free_port()}") for word in check[2:]]
    assert subprocess.run([sys.executable, *refused], check=False, capture_output=True, timeout=30).returncode != 0


def nginx_text() -> str:
    return (ROOT / "deploy" / "nginx.conf").read_text("utf-8")


@pytest.fixture
def front(api: str, tmp_path: Path) -> Iterator[str]:
    """Run nginx with the front's configuration before the API."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("nginx is not installed on this machine")
    port = free_port()
    for name in ("tmp", "cache"):
        (tmp_path / name).mkdir()
    here = {
        "server api:8000;": f"server {urlsplit(api).netloc};",
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "/var/cache/nginx": str(tmp_path / "cache"),
        " /tmp/": f" {tmp_path / 'tmp'}/",
        "/dev/stdout": str(tmp_path / "access.log"),
        "/dev/stderr": str(tmp_path / "error.log"),
    }
    assert all(there in nginx_text() for there in here)
    text = re.sub("|".join(map(re.escape, here)), lambda match: here[match[0]], nginx_text())
    if os.geteuid() == 0:  # the container starts as an unprivileged user, here root must not hand its folders over
        text = f"user root;\n{text}"
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(text, "utf-8")
    command = [nginx, "-c", str(configuration), "-e", str(tmp_path / "error.log")]
    checked = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    with running([*command, "-g", "daemon off;"], dict(os.environ), tmp_path / "nginx.log") as process:
        wait_for(f"http://127.0.0.1:{port}/front/health", process, tmp_path / "nginx.log", 20)
        yield f"http://127.0.0.1:{port}"


def test_the_front_keeps_immutable_answers_and_revalidates_the_others(front: str) -> None:
    tile = "/tiles/1/township/8/214/107.mvt"
    first, second = fetch(front + tile), fetch(front + tile)
    assert (first[0], first[1]["x-cache"], second[1]["x-cache"]) == (200, "MISS", "HIT")
    assert first[1]["etag"] == second[1]["etag"]
    assert first[2] == second[2]
    assert fetch(front + tile, {"If-None-Match": first[1]["etag"]})[0] == 304
    packed = fetch(front + tile, {"Accept-Encoding": "gzip, deflate"})
    assert packed[1]["content-encoding"] == "gzip"
    moving = [fetch(f"{front}/api/v1/indicators") for _ in range(2)]
    assert [answer[1]["x-cache"] for answer in moving] == ["MISS", "MISS"]
    assert fetch(f"{front}/metrics")[0] == 404


def test_the_front_shares_no_answer_given_to_a_key(front: str) -> None:
    tile = "/tiles/1/county/9/428/212.mvt"
    assert fetch(front + tile, {"X-API-Key": "somebody"})[1]["x-cache"] == "BYPASS"
    assert fetch(front + tile)[1]["x-cache"] == "MISS"
