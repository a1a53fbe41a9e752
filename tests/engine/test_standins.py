"""Do the images do what their names promise?

Where Docker runs, these are the official ones: what holds for them has to hold
for those that stand in for them.
"""

import os
import subprocess
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from engine.errors import EngineError
from engine.layout import Layout
from engine.parts import programs, toolchain
from engine.standins import images
from engine.steps import folder
from tests.engines import dagger

BUSYBOX = "container | from busybox:1.35.0-uclibc"
COMPOSE = "container | from docker/compose-bin:v2.40.3 | with-workdir /w"
TRIVY = "container | from aquasec/trivy:0.60.0"
ACTIONLINT = "container | from rhysd/actionlint:1.7.12 | with-workdir /w"
KUSTOMIZE = "container | from registry.k8s.io/kustomize/kustomize:v5.7.1"
COSIGN = "container | from ghcr.io/sigstore/cosign/cosign:v2.6.5"
TOFU = "container | from ghcr.io/opentofu/opentofu:1.12.6-minimal"
DOCS = "container | from quay.io/terraform-docs/terraform-docs:0.20.0"
REDIS = "container | from redis:7"
POSTGRES = "container | from postgres:16 | with-env-variable PGPASSWORD secret"
PSQL = "psql --tuples-only --no-align --host=db --username=ledger --dbname=books"
# After a restart it opens its port before it has recovered.
AWAIT = "with-exec -- sh -c 'until pg_isready --host=db; do sleep 0.1; done'"

# Put together here, so that nobody who scans this repository finds it.
SECRET = "ghp_" + "a1B2" * 9


def shell(*lines: str) -> subprocess.CompletedProcess[str]:
    """Run lines of Dagger's shell, outside any module."""
    return dagger("--silent", "--no-mod", "-c", "\n".join(lines), cwd=Path("/"))


def fresh() -> str:
    """Return what makes a container run again, and a service start again."""
    return f"with-env-variable RUN {uuid4()}"


def database(volume: str, *more: str) -> str:
    """Return the line that starts a database `db` on a volume."""
    settings = {"USER": "ledger", "PASSWORD": "secret", "DB": "books"}
    words = [f"with-env-variable POSTGRES_{k} {v}" for k, v in settings.items()]
    mount = f"with-mounted-cache /var/lib/postgresql/data $(cache-volume {volume})"
    run = "with-exposed-port 5432 | as-service --use-entrypoint"
    return f"db=$({' | '.join((POSTGRES, *words, fresh(), mount, *more, run))})"


def ask(sql: str, password: str = "secret") -> str:
    """Return the line that asks `db` over the network."""
    return (
        f"{POSTGRES} | with-service-binding db $db | {fresh()} | {AWAIT} | "
        f"with-env-variable PGPASSWORD {password} | "
        f'with-exec --expect=ANY -- {PSQL} --command="{sql}" | combined-output'
    )


def test_postgres_answers_to_its_password_only() -> None:
    """Over the network, as the user and in the database that were asked for."""
    who = "select current_user, current_database(), version()"
    volume = f"standins-{uuid4()}"
    right = shell(database(volume), ask(who))
    assert right.stdout.startswith("ledger|books|PostgreSQL 16."), right.stderr
    wrong = shell(database(volume), ask(who, password="guessed"))
    assert "password authentication failed" in wrong.stdout, wrong.stderr


def test_postgres_keeps_its_data_on_its_volume() -> None:
    """A second server finds what the first one stored, and its password."""
    volume = f"standins-{uuid4()}"
    shell(database(volume), ask("create table kept as select 42 as answer"))
    found = shell(database(volume), ask("select answer from kept"))
    assert "42" == found.stdout.strip(), found.stderr


def test_postgres_runs_the_scripts_that_it_is_given() -> None:
    """Once, before anybody can reach it."""
    script = "/docker-entrypoint-initdb.d/schema.sql"
    given = f"with-new-file {script} 'create table given as select 7 as answer'"
    done = shell(
        database(f"standins-{uuid4()}", given), ask("select answer from given")
    )
    assert "7" == done.stdout.strip(), done.stderr


def test_postgres_makes_no_database_without_a_password() -> None:
    """And says which variable it misses."""
    start = "with-exec --use-entrypoint --expect=FAILURE -- postgres"
    done = shell(f"{POSTGRES} | {fresh()} | {start} | combined-output")
    assert "POSTGRES_PASSWORD" in done.stdout, done.stderr


def test_redis_answers_other_machines_with_the_arguments_it_is_given() -> None:
    """By default it is not protected, other than Debian's."""
    run = "as-service --use-entrypoint --args=redis-server,--appendonly,yes"
    ask_it = "with-exec -- redis-cli -h cache config get appendonly"
    done = shell(
        f"cache=$({REDIS} | with-exposed-port 6379 | {run})",
        f"{REDIS} | with-service-binding cache $cache | {fresh()} | {ask_it} | stdout",
    )
    assert ["appendonly", "yes"] == done.stdout.split(), done.stderr


def test_busybox_is_one_file_that_needs_no_other() -> None:
    """So it can be put into any image."""
    alone = "with-exec -- /busybox echo alone | stdout"
    done = shell(
        f"busybox=$({BUSYBOX} | file /bin/busybox)",
        f"container | with-file /busybox $busybox | {fresh()} | {alone}",
    )
    assert "alone" == done.stdout.strip(), done.stderr


def test_busybox_serves_one_after_the_other() -> None:
    """Until it is stopped."""
    serve = "timeout 1 nc -lk -p 5000 -e cat & sleep 0.2"
    ask_twice = "echo one | nc 127.0.0.1 5000; echo two | nc 127.0.0.1 5000"
    run = f"with-exec -- sh -c '{serve}; {ask_twice}; wait'"
    done = shell(f"{BUSYBOX} | {fresh()} | {run} | stdout")
    assert ["one", "two"] == done.stdout.split(), done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('image: "a:${TAG:?}"', '"image": "a:3"', id="variable"),
        pytest.param("imagee: a", "additional properties", id="unknown key"),
    ],
)
def test_compose_reads_a_file_without_any_docker(text: str, said: str) -> None:
    """As JSON, with its variables resolved; what it does not know it refuses."""
    config = "/docker-compose config --format=json"
    done = shell(
        f"{COMPOSE} | with-new-file compose.yaml 'services: {{a: {{{text}}}}}' | "
        "with-env-variable TAG 3 | "
        f"with-exec --expect=ANY -- {config} | combined-output"
    )
    assert said in done.stdout, done.stderr


def test_trivy_finds_a_secret_in_an_image_without_a_network() -> None:
    """With what is built into it."""
    planted = f"with-new-file /app/settings.py 'TOKEN = \"{SECRET}\"'"
    scan = (
        "trivy image --input=/image.tar --scanners=secret,misconfig,license "
        "--offline-scan --skip-db-update --skip-java-db-update --skip-check-update "
        "--format=json --quiet"
    )
    done = shell(
        f"image=$({BUSYBOX} | {planted} | as-tarball)",
        f"{TRIVY} | with-mounted-file /image.tar $image | with-exec -- {scan} | stdout",
    )
    assert '"RuleID": "github-pat"' in done.stdout, done.stderr


def test_actionlint_looks_into_the_scripts_of_a_workflow() -> None:
    """With shellcheck and pyflakes, which its image holds."""
    steps = '[{run: "echo $1"}, {run: print(x), shell: python}]'
    workflow = f"{{on: push, jobs: {{a: {{runs-on: ubuntu-24.04, steps: {steps}}}}}}}"
    done = shell(
        f"{ACTIONLINT} | with-new-file w.yaml '{workflow}' | "
        "with-exec --use-entrypoint --expect=ANY -- w.yaml | combined-output"
    )
    assert "SC2086" in done.stdout, done.stderr
    assert "undefined name 'x'" in done.stdout, done.stderr


def test_kustomize_builds_an_overlay() -> None:
    """As the program that its image is named after."""
    overlay = "{resources: [a.yaml], images: [{name: a, newName: b, digest: sha256:1}]}"
    spec = "{containers: [{image: a}]}"
    pod = f"{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {spec}}}"
    done = shell(
        f"{KUSTOMIZE} | with-new-file /k/kustomization.yaml '{overlay}' | "
        f"with-new-file /k/a.yaml '{pod}' | "
        "with-exec --use-entrypoint -- build /k | stdout"
    )
    assert "image: b@sha256:1" in done.stdout, done.stderr


def test_cosign_tells_its_own_signature_from_others() -> None:
    """With a key, and without a network."""
    keys = "with-env-variable COSIGN_PASSWORD secret | with-workdir /tmp"
    run = "with-exec --use-entrypoint --"
    sign = "sign-blob --yes --key=cosign.key --tlog-upload=false"
    look = "verify-blob --key=cosign.pub --insecure-ignore-tlog --signature=a.sig"
    done = shell(
        f"{COSIGN} | {keys} | {run} generate-key-pair | with-new-file a.txt a | "
        f"with-new-file b.txt b | {run} {sign} --output-signature=a.sig a.txt | "
        f"{run} {look} a.txt | "
        f"with-exec --use-entrypoint --expect=FAILURE -- {look} b.txt | combined-output"
    )
    assert "invalid signature" in done.stdout, done.stderr


def test_tofu_is_of_the_release_that_its_image_names() -> None:
    """One that is built in passing calls itself a development version."""
    run = "with-exec --use-entrypoint -- version"
    done = shell(f"{TOFU} | {fresh()} | {run} | stdout")
    assert "OpenTofu v1.12.6" == done.stdout.splitlines()[0], done.stderr


def test_tofu_finds_a_misspelt_argument() -> None:
    """Where providers stand in, without a network; the official image has none."""
    label = shell(f"{TOFU} | label pipeline.providers").stdout.strip()
    if label != "schema-checked":
        pytest.skip("the official image: its providers come over the network")
    code = 'resource "aws_sqs_queue" "a" { nmae = "orders" }'
    run = "with-exec --use-entrypoint"
    # The image has no folder for what is temporary.
    ready = f"{TOFU} | with-mounted-temp /tmp | with-workdir /w"
    done = shell(
        f"{ready} | with-new-file main.tf '{code}' | {run} -- init -no-color | "
        f"{run} --expect=FAILURE -- validate -no-color | combined-output"
    )
    assert 'An argument named "nmae" is not expected here.' in done.stdout, done.stderr


def test_terraform_docs_tells_of_variables() -> None:
    """As a table of Markdown."""
    code = 'variable "days" { type = number }'
    done = shell(
        f"{DOCS} | with-new-file /w/main.tf '{code}' | "
        "with-exec --use-entrypoint -- markdown table /w | stdout"
    )
    assert "| `number` | n/a | yes |" in done.stdout, done.stderr


def test_a_program_is_of_the_version_that_its_image_names() -> None:
    """Of any other it would be no stand-in."""
    tags = {image.folder: image.tag for image in images()}
    for program in programs.programs():
        version = program.version.removeprefix("v")
        assert version == tags[program.name].removeprefix("v")
        assert program.stamp.endswith(f"={tags[program.name]}")


def test_a_module_of_another_digest_is_refused(tmp_path: Path) -> None:
    """Whoever serves it."""
    layout = Layout.of(dict(os.environ))
    go = folder(layout.parts, toolchain.step())
    if not go.is_dir():
        pytest.skip("no engine was built here: Docker's is used")
    other, program, *_ = programs.programs()
    forged = replace(program, digest=other.digest)
    with pytest.raises(EngineError, match="SECURITY ERROR"):
        programs.fetch(forged, go, layout.cache, tmp_path, tmp_path / "log")
