"""Measure the service beside the SQL alone and beside another server, all on one database in one run."""
