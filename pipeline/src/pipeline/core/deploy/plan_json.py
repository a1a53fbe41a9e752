"""Write a plan of a promotion for programs."""

from pipeline.core.deploy.plan import Plan, digest
from pipeline.core.json_file import written
from pipeline.core.release.release import Release


def text(plan: Plan) -> str:
    """Write what is asked for, each rule's answer, the manifests, and the hash."""
    case = plan.case
    return written(
        {
            "hash": digest(plan),
            "from": case.request.source.value,
            "to": case.target.value,
            "release": _release(case.release),
            "replaces": _release(case.replaced) if case.replaced else None,
            "rules": dict(plan.answers),
            "loosened": list(case.loosened),
            "manifests": {
                "before": plan.manifests.before,
                "after": plan.manifests.after,
            },
        }
    )


def _release(release: Release) -> dict[str, object]:
    return {
        "image": str(release.image),
        "commit": release.commit,
        "build": release.build,
        "version": release.version,
    }
