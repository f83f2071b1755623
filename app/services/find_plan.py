"""Name a plan, or a version of it, among those of a release; or say what there is."""

from app.domain.plan import Plan
from app.errors import NotFound
from app.services.load_plans import Plans


def find_plan(plans: Plans, plan: str, version: int | None = None, parameter: str = "version") -> Plan:
    """Return the plan, in its latest version unless one is named; raises NotFound with the ones there are."""
    latest = plans.latest.get(plan)
    if latest is None:
        known = ", ".join(sorted(plans.latest)) or "none"
        raise NotFound(f"No plan {plan[:60]!r}; plans here: {known}.", "plan")
    if version is None:
        return latest
    found = plans.versions.get((plan, version))
    if found is None:
        known = ", ".join(str(number) for name, number in sorted(plans.versions) if name == plan)
        raise NotFound(f"No version {version} of {plan}; versions here: {known}.", parameter)
    return found
