"""One planted defect for each way a gate can turn red."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Defect:
    """A change of the target that one gate, and no other, must catch.

    *text* is added to the end of the file at *path*, which may be new. It
    *disturbs* gates that cannot look then, or would find more than is planted.
    A *part* of a gate looks at something else than the rest of the gate does.
    """

    name: str
    path: str
    text: str
    gate: str
    tool: str
    leg: str = ""
    disturbs: tuple[str, ...] = ()
    part: str = ""

    @property
    def red(self) -> set[tuple[str, str]]:
        """Stage and leg of all that it must turn red."""
        if self.gate == "test" and not self.leg:
            return {("test", "3.11"), ("test", "3.12")}
        return {(self.gate, self.leg)}

    def plant(self, target: Path) -> None:
        """Bring the defect into a copy of the target."""
        file = target / self.path
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text() if file.exists() else ""
        file.write_text(before + self.text)


SHELL = '''"""Labels."""

import subprocess

COMMAND = str(object())
subprocess.call(COMMAND, shell=True)
'''

UNCOVERED = '''"""Code that no test reaches."""


def describe(price: int) -> str:
    """Say in words what a price is."""
    if price < 0:
        word = "odd"
        mark = "!"
    elif price == 0:
        word = "free"
        mark = "."
    elif price < 100:
        word = "cheap"
        mark = "."
    else:
        word = "dear"
        mark = "?"
    return word + mark
'''

ONLY_ON_NEWER_PYTHON = """

def test_the_interpreter_is_new() -> None:
    import sys

    assert sys.version_info >= (3, 12)
"""

# Under a name that nothing else has, beside the service's packages.
VULNERABLE_PACKAGE = """
COPY <<EOF packages/made_up_vulnerable-1.0.dist-info/METADATA
Metadata-Version: 2.4
Name: made-up-vulnerable
Version: 1.0
EOF
"""

VULNERABLE_LIBRARY = """
COPY <<EOF /var/lib/dpkg/status.d/made-up-system-library
Package: made-up-system-library
Version: 1.0-1
Architecture: amd64
Status: install ok installed
EOF
"""

FORBIDDEN_LICENCE = """
COPY <<EOF packages/made_up_licence-1.0.dist-info/METADATA
Metadata-Version: 2.4
Name: made-up-licence
Version: 1.0
License-Expression: AGPL-3.0-only
EOF
"""

# It is put together only there, and the image does not show it any more.
SECRET_IN_A_LAYER = """
RUN echo "key = AKIA""QX3ZK7WPL2MVTB5N" > /var/tmp/credentials
RUN mv /var/tmp/credentials /var/tmp/moved && : > /var/tmp/moved
"""

# In two parts, or it would be found here.
KEY = "AKIA" + "QX3ZK7WPL2MVTB5N"

EXPIRED = """
[[tool.pipeline.scan.ignore]]
id = "TEST-2020-0001"
reason = "there was no fix yet"
expires = 2020-01-31
"""

BUCKET = """resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}
"""

NO_SUCH_RESOURCE = """\
components:
  - ../../components/cache
"""

OLDER_API = """\
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  name: shop
spec:
  minAvailable: 1
"""

# By a tag that its owner may move.
SIDECAR = """\
        - name: proxy
          image: registry.example/proxy:1.27
          imagePullPolicy: Always
          livenessProbe: {tcpSocket: {port: 5001}}
          readinessProbe: {tcpSocket: {port: 5001}}
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {cpu: 100m, memory: 128Mi}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
"""

NOBODY_TO_SCALE = """\
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shops}
  maxReplicas: 3
"""

# Nobody asks it whether it lives.
UNWATCHED = f"""\
        - name: proxy
          image: registry.example/proxy@sha256:{'0f' * 32}
          resources:
            requests: {{cpu: 100m, memory: 128Mi}}
            limits: {{cpu: 100m, memory: 128Mi}}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {{drop: [ALL]}}
"""

# Made by kustomize: no file of the source holds this object.
PASSWORD = """\
configMapGenerator:
  - name: till
    literals: ["password=sesame", "username=till"]
"""

INJECTION = """\
      - run: dagger call ${{ inputs.stage }}
"""

NO_SUCH_CONTEXT = """\
      - if: ${{ githab.ref_name == 'main' }}
        run: dagger call publish
"""

NEVER_HEALTHY = """\
  queue:
    image: redis:7
    healthcheck:
      test: [CMD, redis-cli, -p, "1", ping]
      interval: 1s
      retries: 2
"""

ENDS_AT_ONCE = """\
  queue:
    image: redis:7
    command: [redis-server, --no-such-option]
"""

WRONG_QUOTE = """

def test_one_is_cheaper(url: str) -> None:
    with urlopen(f"{url}/total/5/1", timeout=10) as answer:
        assert json.load(answer) == {"total": 4}
"""

DEFECTS = (
    Defect(
        name="an unformatted file",
        path="shop/labels.py",
        text='"""Labels."""\n\nNAME = \'shop\'\n',
        gate="lint",
        tool="black",
        disturbs=("test",),
    ),
    Defect(
        name="imports out of order",
        path="shop/clock.py",
        text='"""Time."""\n\nimport sys\nimport os\n\nHERE = (os.name, sys.path)\n',
        gate="lint",
        tool="isort",
        disturbs=("test",),
    ),
    Defect(
        name="an unused import",
        path="shop/clock.py",
        text='"""The time."""\n\nimport os\n',
        gate="lint",
        tool="flake8",
        disturbs=("test",),
    ),
    Defect(
        name="a wrong type",
        path="shop/counts.py",
        text='"""Labels."""\n\nCOUNT: int = "three"\n',
        gate="typecheck",
        tool="mypy",
        disturbs=("test",),
    ),
    Defect(
        name="a shell command",
        path="shop/shell.py",
        text=SHELL,
        gate="security",
        tool="bandit",
        leg="bandit",
        disturbs=("test",),
    ),
    Defect(
        name="a dependency with a known vulnerability",
        path="requirements.txt",
        text="six==1.16.0\n",
        gate="security",
        tool="safety",
        leg="safety",
    ),
    Defect(
        name="a test that fails on one Python only",
        path="tests/test_shop.py",
        text=ONLY_ON_NEWER_PYTHON,
        gate="test",
        tool="pytest",
        leg="3.11",
    ),
    Defect(
        name="coverage below the threshold",
        path="shop/words.py",
        text=UNCOVERED,
        gate="test",
        tool="coverage",
    ),
    Defect(
        name="an overlay that does not build",
        path="k8s/overlays/staging/kustomization.yaml",
        text=NO_SUCH_RESOURCE,
        gate="manifests",
        tool="kustomize",
        leg="kustomize",
    ),
    Defect(
        name="a field of a manifest that is misspelt",
        path="k8s/base/deployment.yaml",
        text="      terminationGracePeriodSecond: 60\n",
        gate="manifests",
        tool="kubernetes-schemas",
        leg="schemas",
    ),
    Defect(
        name="an image by its tag",
        path="k8s/base/deployment.yaml",
        text=SIDECAR,
        gate="manifests",
        tool="images-by-digest",
        leg="images",
    ),
    Defect(
        name="an autoscaler of what does not exist",
        path="k8s/base/service.yaml",
        text=NOBODY_TO_SCALE,
        gate="manifests",
        tool="contracts",
        leg="contracts",
    ),
    Defect(
        name="a container without probes",
        path="k8s/base/deployment.yaml",
        text=UNWATCHED,
        gate="manifests",
        tool="checkov",
        leg="checkov",
    ),
    Defect(
        name="a password that kustomize puts into a ConfigMap",
        path="k8s/overlays/dev/kustomization.yaml",
        text=PASSWORD,
        gate="manifests",
        tool="trivy-config",
        leg="trivy-config",
    ),
    Defect(
        name="an expression of a workflow that is wrong",
        path=".github/workflows/ci.yaml",
        text=NO_SUCH_CONTEXT,
        gate="manifests",
        tool="actionlint",
        leg="actionlint",
        part="workflows",
    ),
    Defect(
        name="a workflow that runs what somebody typed",
        path=".github/workflows/ci.yaml",
        text=INJECTION,
        gate="manifests",
        tool="zizmor",
        leg="zizmor",
        part="workflows",
    ),
    Defect(
        name="a Dockerfile that does not build",
        path="Dockerfile",
        text='RUN ["python", "-c", "raise SystemExit(\'no such step\')"]\n',
        gate="build",
        tool="docker-build",
        disturbs=("scan", "integration", "e2e"),
    ),
    Defect(
        name="a vulnerable package in the image",
        path="Dockerfile",
        text=VULNERABLE_PACKAGE,
        gate="scan",
        tool="trivy-vulnerabilities",
        leg="vulnerabilities",
    ),
    Defect(
        name="a vulnerable library of the distribution",
        path="Dockerfile",
        text=VULNERABLE_LIBRARY,
        gate="scan",
        tool="trivy-vulnerabilities",
        leg="vulnerabilities",
    ),
    Defect(
        name="a secret in a layer that a later one hides",
        path="Dockerfile",
        text=SECRET_IN_A_LAYER,
        gate="scan",
        tool="trivy-secrets",
        leg="secrets",
    ),
    Defect(
        name="a secret in a file of the tests",
        path="tests/account.json",
        text=f'{{"key": "{KEY}"}}\n',
        gate="scan",
        tool="trivy-secrets",
        leg="secrets",
        part="files",
    ),
    Defect(
        name="a secret in Markdown",
        path="docs/start.md",
        text=f"Call it with `AWS_ACCESS_KEY_ID={KEY}`.\n",
        gate="scan",
        tool="trivy-secrets",
        leg="secrets",
        part="files",
    ),
    Defect(
        name="a secret in a copy of somebody else's code",
        path="vendor/mailer/settings.ini",
        text=f"key = {KEY}\n",
        gate="scan",
        tool="trivy-secrets",
        leg="secrets",
        part="files",
    ),
    Defect(
        name="an image that runs as root",
        path="Dockerfile",
        text="USER root\n",
        gate="scan",
        tool="trivy-misconfiguration",
        leg="misconfiguration",
    ),
    Defect(
        name="a bucket that is open to everybody",
        path="k8s/bucket.tf",
        text=BUCKET,
        gate="scan",
        tool="trivy-misconfiguration",
        leg="misconfiguration",
        part="sources",
    ),
    Defect(
        name="a licence that forbids the use",
        path="Dockerfile",
        text=FORBIDDEN_LICENCE,
        gate="scan",
        tool="trivy-licences",
        leg="licences",
    ),
    Defect(
        name="a Dockerfile that fetches by ADD",
        path="Dockerfile",
        text="ADD requirements.txt fetched.txt\n",
        gate="scan",
        tool="hadolint",
        leg="dockerfile",
    ),
    Defect(
        name="an entry of the ignore list that has expired",
        path="pyproject.toml",
        text=EXPIRED,
        gate="scan",
        tool="scan-ignore",
        leg="ignore",
        part="ignore",
    ),
    Defect(
        name="a health check that never turns healthy",
        path="compose.yaml",
        text=NEVER_HEALTHY,
        gate="integration",
        tool="compose",
        disturbs=("e2e",),
    ),
    Defect(
        name="a service that ends at once",
        path="compose.yaml",
        text=ENDS_AT_ONCE,
        gate="integration",
        tool="compose",
        disturbs=("e2e",),
    ),
    Defect(
        name="a key of the compose file without a counterpart",
        path="compose.yaml",
        text="    privileged: true\n",
        gate="integration",
        tool="compose",
        disturbs=("e2e",),
    ),
    Defect(
        name="a key that compose does not know",
        path="compose.yaml",
        text="    comand: [flask]\n",
        gate="integration",
        tool="compose",
        disturbs=("e2e",),
    ),
    Defect(
        name="a test of the suite that fails",
        path="tests/integration/test_quotes.py",
        text=WRONG_QUOTE,
        gate="integration",
        tool="pytest",
    ),
    Defect(
        name="an error in the console of the page",
        path="shop/templates/shop.html",
        text="<script>console.error('the till is empty')</script>\n",
        gate="e2e",
        tool="pytest",
    ),
)


def together(defects: tuple[Defect, ...]) -> list[list[Defect]]:
    """Return defects in rounds: one pipeline finds all of a round at once.

    In a round each part of a gate has one defect, and each file: who turned what red
    stays plain.
    """
    rounds: list[list[Defect]] = []
    for defect in defects:
        fitting = (each for each in rounds if _fits(defect, each))
        if (found := next(fitting, None)) is not None:
            found.append(defect)
        else:
            rounds.append([defect])
    return rounds


def _fits(defect: Defect, others: list[Defect]) -> bool:
    return not any(
        defect.path == each.path
        or defect.gate in each.disturbs
        or each.gate in defect.disturbs
        or set(defect.disturbs) & set(each.disturbs)
        or (defect.gate, defect.part) == (each.gate, each.part)
        for each in others
    )


# All that does not fit its schema is found at once.
MISFITS = (
    Defect(
        name="a value of a manifest that has the wrong type",
        path="k8s/base/deployment.yaml",
        text="      terminationGracePeriodSeconds: 60s\n",
        gate="manifests",
        tool="kubernetes-schemas",
        leg="schemas",
    ),
    Defect(
        name="an API version that the cluster has no more",
        path="k8s/base/service.yaml",
        text=OLDER_API,
        gate="manifests",
        tool="kubernetes-schemas",
        leg="schemas",
    ),
    Defect(
        name="a misspelt field of what Argo CD reads",
        path="argocd/application.yaml",
        text="    targetRevison: main\n",
        gate="manifests",
        tool="kubernetes-schemas",
        leg="schemas",
    ),
    Defect(
        name="a kind that nobody knows",
        path="argocd/application.yaml",
        text="---\napiVersion: argoproj.io/v1alpha1\nkind: Aplication\n",
        gate="manifests",
        tool="kubernetes-schemas",
        leg="schemas",
    ),
)
