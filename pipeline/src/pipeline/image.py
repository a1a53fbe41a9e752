"""The service's image: every stage that needs it builds the same one."""

from dagger import Container

from pipeline.target import Target


def image(target: Target) -> Container:
    """Build the Dockerfile."""
    return target.source.docker_build(
        dockerfile=target.config.build_dockerfile, target=target.config.build_target
    )
