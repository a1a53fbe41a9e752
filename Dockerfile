# Put together from what the service needs, in three layers: what everything runs on,
# the locked dependencies, the service. See docs/image.md.
ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS build
# Changed by tests only: every step below runs again then.
ARG REBUILD=
# What differs from build to build must not be in the image.
ARG SOURCE_DATE_EPOCH=0
ENV PYTHONHASHSEED=0 \
    PYTHONPATH=/build \
    SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH} \
    UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/opt/venv \
    UV_PYTHON_DOWNLOADS=never \
    UV_SYSTEM_CERTS=1
# Only dumb-init gets into the image; the other's version is the distribution's. uv's
# files are those for x86_64 and aarch64.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends binutils dumb-init=1.2.5-* \
    && rm -rf /var/lib/apt/lists/* \
    && printf '%s --hash=sha256:%s --hash=sha256:%s\n' uv==0.13.9 \
        d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19 \
        5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe > /uv.txt \
    && pip install --no-cache-dir --quiet --require-hashes --requirement=/uv.txt
WORKDIR /build
# Dependencies before the source: an edit of the service installs nothing.
COPY pyproject.toml uv.lock ./
# No cache mount: other Dockerfiles can write to one of the same name, and uv believes
# what it finds there. Without the 9 MB of symbols in extension modules that only a
# debugger reads.
RUN uv sync --quiet --frozen --no-dev --no-cache \
    && find /opt/venv -name '*.so' -exec strip --strip-unneeded {} +
COPY image image

FROM build AS system
ARG TARGETARCH
RUN base="$(dpkg --print-architecture)" \
    && if [ "$base" != "$TARGETARCH" ]; then \
        echo "could not build for '$TARGETARCH': the base image here is for '$base';" \
            "use a registry that has it for both" >&2; \
        exit 1; \
    fi \
    && python -m image.system /opt/venv \
    && mkdir -p /owned/data \
    && python -m image.tree /owned

FROM build AS dependencies
RUN /opt/venv/bin/python -m image.dependencies

# An edit of the service makes this stage only. Bytecode is checked by its source's
# content: a source that is mounted over another counts.
FROM build AS service
COPY gunicorn.conf.py /assembled/service/
COPY app /assembled/service/app
RUN python -m compileall -q -s /assembled -p / --invalidation-mode=checked-hash \
        /assembled/service/app \
    && python -m image.tree /assembled

FROM scratch AS root
LABEL org.opencontainers.image.title="release-ledger" \
    org.opencontainers.image.description="What runs where: a ledger of deployments" \
    org.opencontainers.image.licenses="Apache-2.0"
COPY --from=system /assembled /
COPY --from=system --chown=10001:10001 /owned /
COPY --from=dependencies /assembled /
# A folder of the first layer, named before the last one, which an edit makes anew.
WORKDIR /service
COPY --from=service /assembled /
# The metrics have a fixed place: in Kubernetes /dev/shm outlives a container, and
# a new folder at every restart would fill it.
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin \
    LANG=C.UTF-8 \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    DATABASE_URL=sqlite:////data/ledger.db \
    PROMETHEUS_MULTIPROC_DIR=/dev/shm/release-ledger \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-m", "app.healthcheck"]
# Only the master may hear SIGTERM: its workers would stop at once, and it would
# start new ones while it drains.
ENTRYPOINT ["dumb-init", "--single-child", "--"]
CMD ["gunicorn"]

# The same with a shell and all sources, for people: docker build --target=debug
FROM build AS shell
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends busybox-static \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir -p /assembled/usr/bin \
    && ln -s usr/bin /assembled/bin \
    && for name in $(busybox --list); do \
        ln -s busybox "/assembled/usr/bin/$name"; \
    done \
    && install /bin/busybox /assembled/usr/bin/busybox
FROM root AS debug
COPY --from=shell /assembled /
COPY --from=build /usr/local/lib /usr/local/lib
COPY --from=build /opt/venv/lib /opt/venv/lib

FROM root AS runtime
