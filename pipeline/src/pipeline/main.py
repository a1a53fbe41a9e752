"""The pipeline's functions, as `dagger functions` lists them."""

from dataclasses import replace
from functools import partial
from typing import Annotated

import dagger
from dagger import Doc, check, function, object_type

from pipeline import bundle, gates
from pipeline.arguments import publishing
from pipeline.arguments.options import (
    AllowDestroy,
    Base,
    BaseDirectory,
    Baseline,
    DockerfileStage,
    Entry,
    Gate,
    GitServer,
    GitToken,
    GitUrl,
    History,
    KnownHosts,
    Module,
    Naive,
    Name,
    NoChanges,
    PlainGit,
    PlanFile,
    Platform,
    Port,
    Previous,
    Python,
    SafetyDb,
    SafetyKey,
    SigningKey,
    SshKey,
    TrivyFolder,
    TrivyMirror,
)
from pipeline.arguments.source import Formatted, Here, Repository, Source
from pipeline.containers import archive
from pipeline.containers.image import built
from pipeline.containers.publisher import Access, Signer
from pipeline.core.project.starting import DAGGER, MODULE, Service
from pipeline.core.release.provenance import LOCAL, Origin
from pipeline.core.release.publishing import Destination
from pipeline.core.terraform import plan as terraform_plan
from pipeline.core.terraform.given_plan import Asked, told
from pipeline.deployments import Deployments
from pipeline.doctor import doctor
from pipeline.gates import Look
from pipeline.infrastructure import (
    Encryption,
    Identity,
    IdentityToken,
    Infrastructure,
    Provider,
    Root,
    Subscription,
    Tenant,
)
from pipeline.policy import policy
from pipeline.stages.build import build
from pipeline.stages.e2e import e2e
from pipeline.stages.image_report import image_report
from pipeline.stages.integration import integration
from pipeline.stages.lint import fix, lint, must_be_here
from pipeline.stages.manifests import manifests
from pipeline.stages.publish import Evidence, publish
from pipeline.stages.record import Named, record
from pipeline.stages.scan import TrivyDb, scan
from pipeline.stages.security import Safety, security
from pipeline.stages.terraform import terraform
from pipeline.stages.test import test
from pipeline.stages.typecheck import typecheck
from pipeline.starting import start

# Advisories change while the source does not: green is asked for again then.
WORLD = "1h"


@object_type
class Pipeline:
    """A Flask service's road to production."""

    @function
    @check
    async def lint(self, source: Formatted) -> str:
        """Check formatting, import order and style: Black, isort, flake8, or ruff."""
        return await gates.gate(source, "lint", lint)

    @function
    @check
    async def typecheck(self, source: Source) -> str:
        """Check types with mypy, which sees the service's own dependencies."""
        return await gates.gate(source, "typecheck", typecheck)

    @function(cache=WORLD)
    @check
    async def security(
        self,
        source: Source,
        safety_key: SafetyKey = None,
        safety_db: SafetyDb = None,
    ) -> str:
        """Look for unsafe code (Bandit), vulnerable packages (pip-audit, Safety)."""
        stage = partial(security, safety=Safety(safety_key, safety_db))
        return await gates.gate(source, "security", stage)

    @function
    @check
    async def test(self, source: Source, python: Python = None) -> str:
        """Run the tests with coverage on every Python of the classifiers."""
        stage = partial(test, python=python)
        return await gates.gate(source, "test", stage)

    @function
    @check
    async def manifests(self, source: Source) -> str:
        """Build the overlays; check manifests (schemas) and workflows (zizmor)."""
        return await gates.gate(source, "manifests", manifests)

    @function
    @check
    async def terraform(
        self,
        source: Source,
        plan: PlanFile = None,
        allow_destroy: AllowDestroy = False,
        no_changes: NoChanges = False,
    ) -> str:
        """Check, test and lint Terraform; or tell what a plan would do."""
        if plan is None:
            return await gates.gate(source, "terraform", terraform)
        read = terraform_plan.parse(await plan.contents())
        run = told(read, Asked(allow_destroy, no_changes))
        return await gates.end(run, "terraform", before=terraform_plan.summary(read))

    @function
    @check
    async def build(
        self,
        source: Source,
        target: DockerfileStage = None,
        platform: Platform = None,
    ) -> dagger.Container:
        """Build the service's image from its Dockerfile."""
        return await built(await gates.read(source), target, platform)

    @function
    async def image_archive(
        self,
        source: Source,
        target: DockerfileStage = None,
        platform: Platform = None,
    ) -> dagger.File:
        """Build the image as an OCI archive, the same to the byte each time."""
        image = await built(await gates.read(source), target, platform)
        return archive.steady(image)

    @function
    async def image_report(
        self, source: Source, previous: Previous = None, naive: Naive = None
    ) -> str:
        """Tell the image's size by layer, compressed and not, beside others."""
        return await image_report(await gates.read(source), previous, naive)

    @function(cache=WORLD)
    @check
    async def scan(
        self,
        source: Source,
        trivy_db: TrivyFolder = None,
        trivy_db_repository: TrivyMirror = None,
        history: History = None,
    ) -> str:
        """Scan image and source (Trivy) and the Dockerfile (hadolint)."""
        db = TrivyDb(trivy_db, trivy_db_repository)
        stage = partial(scan, db=db, git=history)
        return await gates.gate(source, "scan", stage)

    @function
    @check
    async def integration(self, source: Source) -> str:
        """Start what the compose file describes, and test it from outside."""
        return await gates.gate(source, "integration", integration)

    @function
    @check
    async def end_to_end(self, source: Source) -> str:
        """Start what the compose file describes, and look at it with a browser."""
        return await gates.gate(source, "e2e", e2e)

    @function
    async def policy(self, source: Source, base: BaseDirectory) -> str:
        """List what a change loosens of the policy of its base."""
        return await gates.judge(
            source, "policy", {"policy": partial(policy, base=base)}
        )

    @function(cache=WORLD)
    async def ci(
        self,
        source: Source,
        safety_key: SafetyKey = None,
        safety_db: SafetyDb = None,
        trivy_db: TrivyFolder = None,
        trivy_db_repository: TrivyMirror = None,
        base: Base = None,
        baseline: Baseline = None,
    ) -> str:
        """Run all gates side by side; fail with a table when one of them is red."""
        db = TrivyDb(trivy_db, trivy_db_repository)
        stages = _stages(Safety(safety_key, safety_db), db, base)
        return await gates.judge(source, "ci", stages, baseline)

    @function(cache=WORLD)
    async def report(
        self,
        source: Source,
        safety_key: SafetyKey = None,
        safety_db: SafetyDb = None,
        trivy_db: TrivyFolder = None,
        trivy_db_repository: TrivyMirror = None,
        base: Base = None,
        baseline: Baseline = None,
    ) -> dagger.Directory:
        """Run all gates and return what they found as files, also when red."""
        db = TrivyDb(trivy_db, trivy_db_repository)
        stages = _stages(Safety(safety_key, safety_db), db, base)
        stages["build"] = partial(build, measure=True)
        return bundle.directory(await gates.run(source, stages, baseline))

    @function(cache=WORLD)
    async def part(
        self,
        source: Source,
        gate: Gate,
        python: Python = None,
        safety_key: SafetyKey = None,
        safety_db: SafetyDb = None,
        trivy_db: TrivyFolder = None,
        trivy_db_repository: TrivyMirror = None,
    ) -> dagger.File:
        """Run one gate and return all it found, to be put together with others."""
        db = TrivyDb(trivy_db, trivy_db_repository)
        stages = _stages(Safety(safety_key, safety_db), db)
        stages["build"] = partial(build, measure=True)
        if python:
            stages["test"] = partial(test, python=python)
        return bundle.part(await gates.found(source, gates.only(stages, gate)))

    @function(cache="never")
    async def publish(
        self,
        source: Source,
        git: publishing.Git,
        repository: publishing.Repository,
        archive: publishing.Archive = None,
        tags: publishing.Tags = None,
        moving_tags: publishing.MovingTags = None,
        username: publishing.Username = "",
        password: publishing.Password = None,
        key: publishing.Key = None,
        key_password: publishing.KeyPassword = None,
        identity: publishing.Identity = "",
        oidc_url: publishing.OidcUrl = None,
        oidc_token: publishing.OidcToken = None,
        builder: publishing.Builder = LOCAL,
        source_url: publishing.SourceUrl = "",
        run_url: publishing.RunUrl = "",
        server: publishing.RegistryServer = None,
        plain_http: publishing.PlainHttp = False,
        dry_run: publishing.DryRun = False,
    ) -> str:
        """Push the tested image, sign it with what is known of it; print its name."""
        destination = Destination(
            repository, tuple(tags or ()), tuple(moving_tags or ())
        )
        access = Access(username, password, server, plain_http)
        signer = Signer(key, key_password, identity, oidc_url, oidc_token)
        looked = partial(scan, db=TrivyDb())
        evidence = Evidence(git, looked, Origin(builder, source_url, run_url))
        target = replace(await gates.read(source), archive=archive)
        return await publish(
            target, destination, access, signer, evidence, dry_run=dry_run
        )

    @function(cache="never")
    async def record(
        self,
        source: Source,
        git: publishing.Git,
        image: publishing.Published,
        build: publishing.Build = None,
        version: publishing.Version = "",
        builder: publishing.Builder = LOCAL,
        safety_key: SafetyKey = None,
        safety_db: SafetyDb = None,
        trivy_db: TrivyFolder = None,
        trivy_db_repository: TrivyMirror = None,
    ) -> dagger.File:
        """Run all gates, and tie what they say to the image that was published."""
        db = TrivyDb(trivy_db, trivy_db_repository)
        stages = _stages(Safety(safety_key, safety_db), db)
        named = Named(image, build, version, builder)
        run = partial(gates.run, source, stages)
        return await record(await gates.read(source), git, named, run)

    @function(cache="session")
    async def deployments(
        self,
        remote: GitUrl,
        token: GitToken = None,
        branch: Annotated[str, Doc("Branch that says what runs where")] = "main",
        author: Annotated[str, Doc("Who the commits are by")] = "pipeline",
        email: Annotated[str, Doc("Address of the author")] = "pipeline@localhost",
        ssh_key: SshKey = None,
        known_hosts: KnownHosts = None,
        signing_key: SigningKey = None,
        server: GitServer = None,
        plain_http: PlainGit = False,
    ) -> Deployments:
        """Take a Git repository for what it says runs where, to change or ask it."""
        hosts = None if known_hosts is None else await known_hosts.contents()
        return Deployments(
            url=remote,
            branch=branch,
            author=author,
            email=email,
            token=token,
            ssh_key=ssh_key,
            known_hosts=hosts,
            signing_key=signing_key,
            server=server,
            plain_http=plain_http,
        )

    @function(cache="session")
    async def infrastructure(
        self,
        source: Source,
        root: Root,
        identity: Identity,
        token: IdentityToken,
        encryption: Encryption,
        provider: Provider = "",
        tenant: Tenant = "",
        subscription: Subscription = "",
    ) -> Infrastructure:
        """Take one root of Terraform, to plan it or to apply a plan."""
        return Infrastructure(
            source=source,
            root=root,
            identity=identity,
            token=token,
            encryption=encryption,
            provider=provider,
            tenant=tenant,
            subscription=subscription,
        )

    @function
    async def fix(
        self, source: Formatted, repository: Repository, here: Here = False
    ) -> dagger.Changeset:
        """Format the source in the folder that the command runs in."""
        if not here:
            await must_be_here(source, repository)
        return fix(await gates.read(source))

    @function
    async def fixed(self, source: Formatted) -> dagger.Directory:
        """Return the files that formatting changes, to be exported to any folder."""
        return fix(await gates.read(source)).layer()

    @function
    async def init(
        self,
        source: Source,
        module: Module = "",
        name: Name = "",
        entry: Entry = "",
        port: Port = 8000,
    ) -> dagger.Directory:
        """Return the files that a repository lacks, to be exported into its folder."""
        service = Service(module or MODULE, DAGGER, name, entry, port)
        return await start(await gates.read(source), service)

    @function(cache="never")
    async def doctor(
        self,
        source: Source,
        trivy_db: TrivyFolder = None,
        trivy_db_repository: TrivyMirror = None,
    ) -> str:
        """Say what stands ready for a run, and what to do about what does not."""
        return await doctor(source, TrivyDb(trivy_db, trivy_db_repository))


def _stages(
    safety: Safety, trivy_db: TrivyDb, base: dagger.Directory | None = None
) -> dict[str, Look]:
    """Return the gates of a whole run by name; with a base, policy is one of them."""
    more: dict[str, Look] = {"policy": partial(policy, base=base)} if base else {}
    return {
        "lint": lint,
        "typecheck": typecheck,
        "security": partial(security, safety=safety),
        "test": test,
        "manifests": manifests,
        "terraform": terraform,
        "build": build,
        "scan": partial(scan, db=trivy_db),
        "integration": integration,
        "e2e": e2e,
        **more,
    }
