"""Put files in the place of Kubernetes where Prometheus cannot ask it.

Debian builds Prometheus without the discovery of Kubernetes. What is found there can
be written to files with the same labels instead: all relabelling stays as it is.
"""

from collections.abc import Mapping
from pathlib import Path

import yaml

from tests.serving import ROOT

CONFIGURATION = ROOT / "monitoring" / "prometheus" / "prometheus.yaml"
KUBERNETES = "kubernetes_sd_configs"


def with_files(text: str, folder: Path) -> str:
    """Return a configuration that finds the targets of each job in a file."""
    document = yaml.safe_load(text)
    document["scrape_configs"] = [
        _with_file(job, folder) for job in document["scrape_configs"]
    ]
    return yaml.safe_dump(document, sort_keys=False)


def _with_file(job: Mapping[str, object], folder: Path) -> dict[str, object]:
    if KUBERNETES not in job:
        return dict(job)
    found = {"files": [f"{folder}/{job['job_name']}.json"]}
    kept = {key: value for key, value in job.items() if key != KUBERNETES}
    return {**kept, "file_sd_configs": [found]}
