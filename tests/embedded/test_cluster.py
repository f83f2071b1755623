"""The embedded cluster as its operator meets it: start, stop, kill, restart, refuse."""

import contextlib
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from app.embedded import EmbeddedCluster, EmbeddedClusterError, attach, cluster_status, open_database, stop_holder
from app.embedded.leftovers import postmaster_pid, server_processes, wait_until
from app.embedded.lock import holder

HOLD = """
import sys, time
from pathlib import Path
from app.embedded import EmbeddedCluster
cluster = EmbeddedCluster(Path(sys.argv[1]), durable=False)
print(cluster.start(), flush=True)
time.sleep(600)
"""


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """Yield a folder that every user can reach (pytest's own temporary folders are private)."""
    folder = Path(mkdtemp(prefix="pct-"))
    folder.chmod(0o711)
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.fixture
def new_dir() -> Iterator[Path]:
    """Yield where a data folder may be made."""
    with reachable_folder() as folder:
        yield folder / ".polycentre"


@pytest.fixture(scope="session")
def seed() -> Iterator[Path]:
    """Yield a data folder whose cluster was made and stopped."""
    with reachable_folder() as folder:
        start(folder / ".polycentre").stop()
        yield folder / ".polycentre"


@pytest.fixture
def data_dir(seed: Path, new_dir: Path) -> Path:
    """Return a data folder with a stopped cluster of the test's own."""
    subprocess.run(["cp", "-a", str(seed), str(new_dir)], check=True)
    return new_dir


@pytest.fixture
def service(data_dir: Path) -> Iterator["subprocess.Popen[str]"]:
    """Yield another process that runs the cluster of `data_dir`."""
    command = [sys.executable, "-c", HOLD, str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("postgresql://")
        yield process
        process.kill()
    assert wait_until(lambda: not server_processes(data_dir / "pgdata"), 20)


def scalar(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        return None if row is None else row[0]


def start(data_dir: Path) -> EmbeddedCluster:
    cluster = EmbeddedCluster(data_dir, durable=False)
    cluster.start()
    return cluster


def inodes_of_listening_tcp_sockets() -> set[str]:
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    rows = [row.split() for table in tables if table.exists() for row in table.read_text().splitlines()[1:]]
    return {row[9] for row in rows if row[3] == "0A"}


def sockets_of(process: int) -> set[str]:
    links = [str(entry.readlink()) for entry in Path(f"/proc/{process}/fd").iterdir()]
    return {link[8:-1] for link in links if link.startswith("socket:")}


def test_it_serves_postgis_over_a_private_socket_and_leaves_nothing_behind(new_dir: Path) -> None:
    with EmbeddedCluster(new_dir) as cluster:
        assert cluster.running()
        assert scalar(cluster.url, "SELECT ST_Area(ST_MakeEnvelope(0, 0, 2, 3))") == 6
        assert scalar(cluster.url, "SELECT string_agg(extname, ',' ORDER BY extname) FROM pg_extension") == (
            "btree_gist,plpgsql,postgis"
        )
        assert scalar(cluster.url, "SHOW data_checksums") == "on"
        assert scalar(cluster.url, "SHOW fsync") == "on"
        assert scalar(cluster.url, "SHOW server_encoding") == "UTF8"
        assert scalar(cluster.url, "SHOW listen_addresses") == ""
        postmaster = postmaster_pid(new_dir / "pgdata")
        assert postmaster is not None
        assert sockets_of(postmaster)
        assert not sockets_of(postmaster) & inodes_of_listening_tcp_sockets()
        assert (new_dir / "pgdata").stat().st_mode & 0o777 == 0o700
        assert (new_dir / "run").stat().st_mode & 0o777 == 0o700
    assert not cluster.running()
    assert server_processes(new_dir / "pgdata") == []
    assert list((new_dir / "run").iterdir()) == []
    assert holder(new_dir / "lock") is None


def test_the_owner_may_make_roles_and_databases_but_is_no_superuser(data_dir: Path) -> None:
    with EmbeddedCluster(data_dir, durable=False) as cluster:
        query = "SELECT (rolsuper, rolcreaterole, rolcreatedb)::text FROM pg_roles WHERE rolname = current_user"
        assert scalar(cluster.url, query) == "(f,t,t)"
        assert scalar(cluster.url, "SELECT current_user || ' ' || current_database()") == "polycentre polycentre"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's server runs as that user")
def test_root_hands_the_server_to_an_unprivileged_account(data_dir: Path) -> None:
    with EmbeddedCluster(data_dir, durable=False):
        postmaster = postmaster_pid(data_dir / "pgdata")
        assert Path(f"/proc/{postmaster}").stat().st_uid == pwd.getpwnam("postgres").pw_uid
        status = Path(f"/proc/{postmaster}/status").read_text()
        assert "CapEff:\t0000000000000000" in status


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second account")
def test_another_account_cannot_connect(data_dir: Path) -> None:
    with EmbeddedCluster(data_dir, durable=False) as cluster:
        program = [sys.executable, "-c", f"import psycopg; psycopg.connect({cluster.url!r})"]
        done = subprocess.run(
            ["setpriv", "--reuid=65534", "--clear-groups", *program], capture_output=True, check=False
        )
        assert done.returncode != 0


def test_data_survives_a_restart(data_dir: Path) -> None:
    with EmbeddedCluster(data_dir, durable=False) as cluster, psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 957 AS number")
    with EmbeddedCluster(data_dir, durable=False) as cluster:
        assert scalar(cluster.url, "SELECT number FROM kept") == 957


def test_a_second_service_is_refused_and_told_who_is_there(data_dir: Path, service: "subprocess.Popen[str]") -> None:
    with pytest.raises(EmbeddedClusterError, match=f"in use by process {service.pid}"):
        EmbeddedCluster(data_dir).start()
    assert scalar(attach(data_dir), "SELECT 1") == 1


def test_commands_use_the_running_service(data_dir: Path, service: "subprocess.Popen[str]") -> None:
    before = server_processes(data_dir / "pgdata")[0]
    with open_database(None, data_dir) as url:
        assert scalar(url, "SELECT 1") == 1
    status = cluster_status(data_dir)
    assert status.holder_pid == service.pid
    assert status.server_version is not None
    assert server_processes(data_dir / "pgdata")[0] == before
    assert stop_holder(data_dir) == service.pid
    assert cluster_status(data_dir).holder_pid is None
    assert stop_holder(data_dir) is None


def test_commands_start_a_cluster_of_their_own_or_take_the_given_database(new_dir: Path) -> None:
    with open_database("postgresql://elsewhere/x", new_dir) as url:
        assert url == "postgresql://elsewhere/x"
    assert not new_dir.exists()
    with open_database(None, new_dir) as url:
        assert scalar(url, "SELECT 1") == 1
    assert server_processes(new_dir / "pgdata") == []


def test_kill_of_the_server_is_repaired_by_the_next_start(data_dir: Path) -> None:
    cluster = EmbeddedCluster(data_dir)
    cluster.start()
    with psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
        connection.commit()
        connection.execute("DELETE FROM kept")
        postmaster = postmaster_pid(data_dir / "pgdata")
        assert postmaster is not None
        os.kill(postmaster, signal.SIGKILL)
        assert wait_until(lambda: not cluster.running(), 20)
        connection.close()
    cluster.stop()
    with EmbeddedCluster(data_dir, durable=False) as again:
        assert scalar(again.url, "SELECT count(*) FROM kept") == 1000


def test_kill_of_the_service_ends_the_server(data_dir: Path, service: "subprocess.Popen[str]") -> None:
    service.kill()
    service.wait()
    assert wait_until(lambda: not server_processes(data_dir / "pgdata"), 20)
    start(data_dir).stop()


def test_an_orphaned_server_is_ended_before_a_new_one_starts(data_dir: Path, service: "subprocess.Popen[str]") -> None:
    """Kill the guard first, so that nobody ends the server when the service dies."""
    orphan = postmaster_pid(data_dir / "pgdata")
    assert orphan is not None
    guard = int(Path(f"/proc/{orphan}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(guard, signal.SIGKILL)
    service.kill()
    service.wait()
    assert orphan in server_processes(data_dir / "pgdata")
    with EmbeddedCluster(data_dir, durable=False) as cluster:
        assert scalar(cluster.url, "SELECT 1") == 1
        assert orphan not in server_processes(data_dir / "pgdata")


def test_a_stale_process_number_of_a_stranger_does_not_stop_the_start(data_dir: Path) -> None:
    lines = f"{os.getpid()}\n{data_dir / 'pgdata'}\n1700000000\n5432\n{data_dir / 'run'}\n"
    (data_dir / "pgdata" / "postmaster.pid").write_text(lines)
    with EmbeddedCluster(data_dir, durable=False) as cluster:
        assert scalar(cluster.url, "SELECT 1") == 1


def test_an_interrupted_initdb_is_begun_again(data_dir: Path) -> None:
    (data_dir / "pgdata").rename(data_dir / "pgdata.new")
    (data_dir / "pgdata.new" / "PG_VERSION").unlink()
    with EmbeddedCluster(data_dir, durable=False) as cluster:
        assert scalar(cluster.url, "SELECT 1") == 1
    assert not (data_dir / "pgdata.new").exists()


def test_a_folder_of_another_version_is_left_alone_with_a_clear_message(data_dir: Path) -> None:
    (data_dir / "pgdata" / "PG_VERSION").write_text("9\n")
    with pytest.raises(
        EmbeddedClusterError, match="belongs to PostgreSQL 9, but this machine has PostgreSQL"
    ) as caught:
        EmbeddedCluster(data_dir).start()
    assert "postgresql-9-postgis-3" in caught.value.remedy
    assert holder(data_dir / "lock") is None


def test_a_folder_that_is_no_cluster_is_left_alone(new_dir: Path) -> None:
    (new_dir / "pgdata").mkdir(parents=True)
    (new_dir / "pgdata" / "thesis.txt").write_text("precious")
    with pytest.raises(EmbeddedClusterError, match="is not a PostgreSQL cluster"):
        EmbeddedCluster(new_dir).start()
    assert (new_dir / "pgdata" / "thesis.txt").read_text() == "precious"


def test_a_start_that_fails_shows_the_end_of_the_log_and_frees_the_folder(data_dir: Path) -> None:
    (data_dir / "pgdata" / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedClusterError, match="pg_control"):
        EmbeddedCluster(data_dir).start()
    assert holder(data_dir / "lock") is None
    assert server_processes(data_dir / "pgdata") == []


def test_a_path_too_long_for_a_socket_gets_a_private_one_elsewhere(data_dir: Path) -> None:
    deep = data_dir.parent / ("x" * 90) / ".polycentre"
    with EmbeddedCluster(deep, durable=False) as cluster:
        assert scalar(cluster.url, "SELECT 1") == 1
        folder = Path(cluster.url.partition("host=")[2].partition("&")[0])
        assert deep not in folder.parents
        assert folder.stat().st_mode & 0o777 == 0o700
        assert attach(deep) == cluster.url
    assert not folder.exists()
