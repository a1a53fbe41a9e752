"""Check that Argo CD deploys every overlay, into its namespace, with its rights."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from pipeline.core.contracts.reading.objects import Breach, Thing, at, items, text
from pipeline.core.contracts.reading.templates import applications
from pipeline.core.contracts.reading.world import Overlay, World

SETS: Final = ("Application", "ApplicationSet")
# Kinds that lie in no namespace; of others a rendered namespace tells.
CLUSTER: Final = frozenset(
    (
        *("Namespace", "ClusterRole", "ClusterRoleBinding", "PersistentVolume"),
        *("CustomResourceDefinition", "PriorityClass", "StorageClass"),
        *("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"),
        *("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"),
        *("ClusterAnalysisTemplate", "ClusterPolicy", "ClusterSecretStore"),
        *("GatewayClass", "IngressClass", "RuntimeClass", "APIService"),
    )
)


@dataclass(frozen=True, slots=True)
class Made:
    """An application, and the object that makes it."""

    application: Thing
    source: Thing

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the folders of the repository that it renders."""
        spec = self.application.at("spec")
        many = items(at(spec, "sources")) or [at(spec, "source")]
        found = (text(at(each, "path")).strip("/") for each in many)
        return tuple(each for each in found if each)

    @property
    def namespace(self) -> str:
        """Return where it puts what it renders."""
        return text(self.application.at("spec", "destination", "namespace"))


def check(world: World) -> Iterator[Breach]:
    """Find overlays that Argo CD would not deploy, or not where they belong."""
    folders = [overlay.folder for overlay in world.overlays]
    made = [
        Made(application, thing)
        for thing in world.plain
        if thing.kind in SETS
        for application in applications(thing, folders)
    ]
    ours = [each for each in made if _is_ours(each, folders)]
    for each in ours:
        yield from _paths(each, folders)
    for overlay in world.overlays if ours else ():
        mine = [m for m in ours if _renders(m, overlay.folder)]
        # A set is meant to be complete; single applications may be some of many.
        complete = any(each.source.kind == "ApplicationSet" for each in ours)
        if complete and not mine and overlay.things:
            said = f"no application renders '{overlay.folder}'"
            yield Breach("argocd-overlay-unused", said, ours[0].source, ("spec",))
        for each in mine:
            yield from _placed(each, overlay)
            yield from _permitted(each, overlay, world.plain)


def _is_ours(made: Made, folders: list[str]) -> bool:
    """Say whether it renders something beside the overlays."""
    beside = {folder.rpartition("/")[0] for folder in folders}
    return any(path.rpartition("/")[0] in beside for path in made.paths)


def _renders(made: Made, folder: str) -> bool:
    return any(fnmatchcase(folder, path) for path in made.paths)


def _paths(made: Made, folders: list[str]) -> Iterator[Breach]:
    beside = {folder.rpartition("/")[0] for folder in folders}
    for path in made.paths:
        inside = path.rpartition("/")[0] in beside
        if inside and not any(fnmatchcase(folder, path) for folder in folders):
            said = f"it renders '{path}', where there is no overlay"
            yield Breach("argocd-path", said, made.source, ("spec",))


def _placed(made: Made, overlay: Overlay) -> Iterator[Breach]:
    wanted = made.namespace
    wrong = {
        thing.namespace
        for thing in overlay.things
        if thing.namespace and wanted and not fnmatchcase(thing.namespace, wanted)
    }
    for namespace in sorted(wrong):
        said = (
            f"it puts '{overlay.folder}' into '{wanted}', which itself names "
            f"'{namespace}'"
        )
        yield Breach("argocd-namespace", said, made.source, ("spec",))


def _permitted(
    made: Made, overlay: Overlay, plain: tuple[Thing, ...]
) -> Iterator[Breach]:
    name = text(made.application.at("spec", "project"))
    projects = [thing for thing in plain if thing.kind == "AppProject"]
    project = next((each for each in projects if each.name == name), None)
    if project is None:
        if projects and name != "default" and "*" not in name:
            said = f"its project '{name}' does not exist"
            yield Breach("argocd-project", said, made.source, ("spec",))
        return
    places = [
        text(at(d, "namespace")) for d in items(project.at("spec", "destinations"))
    ]
    if made.namespace and not any(fnmatchcase(made.namespace, each) for each in places):
        said = f"it does not allow the namespace '{made.namespace}' of {overlay.name}"
        path = ("spec", "destinations")
        yield Breach("argocd-project-namespace", said, project, path)
    for group, kind, path in _refused(project, overlay):
        said = f"it does not allow {kind} of '{group}', which {overlay.name} has"
        yield Breach("argocd-project-kind", said, project, path)


def _refused(
    project: Thing, overlay: Overlay
) -> Iterator[tuple[str, str, tuple[str, str]]]:
    seen = set()
    for thing in overlay.things:
        whole = thing.kind in CLUSTER
        field = "clusterResourceWhitelist" if whole else "namespaceResourceWhitelist"
        listed = project.at("spec", field)
        # Without a list all kinds of a namespace are allowed, and none of the cluster.
        if listed is None and not whole:
            continue
        named = (thing.group, thing.kind)
        if named not in seen and not any(_covers(e, *named) for e in items(listed)):
            seen.add(named)
            yield (*named, ("spec", field))


def _covers(entry: object, group: str, kind: str) -> bool:
    patterns = text(at(entry, "group")), text(at(entry, "kind"))
    return fnmatchcase(group, patterns[0]) and fnmatchcase(kind, patterns[1])
