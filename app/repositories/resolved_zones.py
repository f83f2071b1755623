"""The zones of a release, each with the zone whose members it has: the start of every statement about members."""

# The latest version of each plan; a zone that refers to another plan's has that zone's members, however far it is.
# Gives `zones` and `resolved` (a zone's id, and as `origin` that of the zone with the members); binds :release.
RESOLVED_ZONES = """
WITH RECURSIVE latest AS (
    SELECT DISTINCT ON (p.plan) p.id, p.plan
    FROM polycentre.plan AS p WHERE p.releases @> CAST(:release AS integer)
    ORDER BY p.plan, p.version DESC
),

zones AS (
    SELECT p.plan, z.id, z.zone, z.ordinal, z.membership, z.definition
    FROM latest AS p JOIN polycentre.zone AS z ON z.plan_id = p.id
),

resolved AS (
    SELECT z.id, z.id AS origin, z.membership, z.definition, 0 AS steps FROM zones AS z
    UNION ALL
    SELECT r.id, o.id, o.membership, o.definition, r.steps + 1
    FROM resolved AS r
    JOIN zones AS o ON o.plan = r.definition ->> 'plan' AND o.zone = r.definition ->> 'zone'
    WHERE r.membership = 'reference' AND r.steps < 8
)
"""
