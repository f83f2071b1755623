"""A private PostgreSQL + PostGIS cluster for the default run: no network, no system service, no set-up."""

from app.embedded.cluster import EmbeddedCluster
from app.embedded.errors import EmbeddedClusterError
from app.embedded.session import ClusterStatus, attach, cluster_status, open_database, run_psql, stop_holder

__all__ = [
    "ClusterStatus",
    "EmbeddedCluster",
    "EmbeddedClusterError",
    "attach",
    "cluster_status",
    "open_database",
    "run_psql",
    "stop_holder",
]
