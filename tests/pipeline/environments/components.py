"""Image components as people keep them."""

from pipeline.core.reference import Image
from tests.pipeline.deploy.shipping import digest

WHERE = "k8s/overlays/dev/image/kustomization.yaml"
OLD = Image("registry.example/shop/app", digest(1))
NEW = Image("localhost:5000/app", digest(2))
PLAIN = f"""\
# Written by the pipeline.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: app # as the base names it
    newName: registry.example/shop/app
    digest: {OLD.digest} # promoted
"""
FLOW = f"""\
kind: Component
images: [{{name: app, digest: {OLD.digest}, newName: {OLD.repository}}}]
"""
