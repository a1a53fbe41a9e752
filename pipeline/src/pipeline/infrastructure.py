"""The type Infrastructure: plan and apply Terraform."""

from typing import Annotated

import dagger
from dagger import Doc, function, object_type

from pipeline.core.terraform.identity import Access
from pipeline.stages import infrastructure as stage
from pipeline.target import Target

Root = Annotated[str, Doc("Folder of the root, e.g. terraform/live/aws/staging")]
Identity = Annotated[
    str, Doc("Identity to take on: a role's ARN, a service account, a client's id")
]
IdentityToken = Annotated[
    dagger.Secret, Doc("OIDC token that proves it to the cloud, e.g. env:ID_TOKEN")
]
Encryption = Annotated[
    str, Doc("How OpenTofu encrypts state and plan: what TF_ENCRYPTION would hold")
]
Provider = Annotated[
    str, Doc("Google's provider of identities: projects/NUMBER/.../providers/NAME")
]
Tenant = Annotated[str, Doc("Azure's tenant")]
Subscription = Annotated[str, Doc("Azure's subscription")]


@object_type
class Infrastructure:
    """One root in one cloud. What is applied is a plan that somebody has seen."""

    source: dagger.Directory
    root: str
    identity: str
    token: dagger.Secret
    encryption: str
    provider: str
    tenant: str
    subscription: str

    @function(cache="never")
    async def plan(self) -> dagger.Directory:
        """Plan: plan.tfplan to apply, plan.json to look at, which shows secrets."""
        target = await Target.read(self.source)
        return await stage.plan(
            target, self.root, self._access(), self.token, self.encryption
        )

    @function(cache="never")
    async def apply(
        self, plan: Annotated[dagger.File, Doc("Plan file, from `plan`")]
    ) -> str:
        """Apply exactly that plan, or nothing where something has changed since."""
        target = await Target.read(self.source)
        return await stage.apply(
            target, self.root, self._access(), self.token, self.encryption, plan
        )

    def _access(self) -> Access:
        return Access(self.identity, self.provider, self.tenant, self.subscription)
