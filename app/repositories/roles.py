"""The database roles that the service takes on, each for the work of one scope."""

READER, EDITOR, PUBLISHER = "polycentre_reader", "polycentre_editor", "polycentre_publisher"

# From PostgreSQL 16 on, who made a role is its member and yet may not take it on, until that is granted as well.
TAKING_ON = "CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END"

# Roles belong to the whole server: there may be one that we are not, or that has no rights in this database.
ROLE_HERE = f"""
SELECT 1 FROM pg_roles AS r JOIN pg_namespace AS n ON n.nspname = 'polycentre'
WHERE r.rolname = %(role)s AND pg_has_role(r.oid, {TAKING_ON}) AND has_schema_privilege(r.oid, n.oid, 'USAGE')
"""  # noqa: S608 -- of constants
