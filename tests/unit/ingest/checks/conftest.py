from tests.findings import every_finding_is_told_in_chinese

__all__ = ["every_finding_is_told_in_chinese"]
