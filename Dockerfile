# Every stage starts from one image, so that what is compiled in one runs in the next.
ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS deps
# Bytecode is not checked against its source at start: a layer's files do not
# change, and their times must not matter.
ENV PYC_INVALIDATION_MODE=UNCHECKED_HASH \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/opt/venv \
    UV_PYTHON_DOWNLOADS=never \
    UV_SYSTEM_CERTS=1
RUN pip install --no-cache-dir --quiet uv==0.13.9
WORKDIR /build
# Dependencies before the source: an edit of the service installs nothing.
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --quiet --frozen --no-dev

FROM ${PYTHON_IMAGE} AS init
RUN apt-get update \
    && apt-get install --yes --no-install-recommends dumb-init=1.2.5-*

FROM ${PYTHON_IMAGE} AS app
WORKDIR /service
COPY gunicorn.conf.py ./
COPY app app
RUN python -m compileall -q --invalidation-mode unchecked-hash app

FROM ${PYTHON_IMAGE} AS runtime
LABEL org.opencontainers.image.title="release-ledger" \
    org.opencontainers.image.description="What runs where: a ledger of deployments" \
    org.opencontainers.image.licenses="Apache-2.0"
# What installs packages has no use for a service that is finished.
RUN pip uninstall --yes --quiet pip \
    && rm -rf /usr/local/bin/pip* /usr/local/lib/python3.*/ensurepip \
    && install -d -o 10001 -g 10001 /data
COPY --from=init /usr/bin/dumb-init /usr/bin/dumb-init
COPY --from=deps /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
# Importing compiles what the service needs of the standard library, which the
# image has as source only: half a second of every start.
RUN python -c "import flask, gunicorn.app.wsgiapp, gunicorn.workers.gthread, \
    prometheus_client.multiprocess, sqlalchemy.dialects.sqlite, structlog"
COPY --from=app /service /service
# The metrics have a fixed place: in Kubernetes /dev/shm outlives a container, and
# a new folder at every restart would fill it.
ENV DATABASE_URL=sqlite:////data/ledger.db \
    PROMETHEUS_MULTIPROC_DIR=/dev/shm/release-ledger \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /service
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-m", "app.healthcheck"]
# Only the master may hear SIGTERM: its workers would stop at once, and it would
# start new ones while it drains.
ENTRYPOINT ["dumb-init", "--single-child", "--"]
CMD ["gunicorn"]
# Last, because it changes with every commit.
ARG RELEASE_COMMIT=unknown
ENV RELEASE_COMMIT=${RELEASE_COMMIT}
LABEL org.opencontainers.image.revision=${RELEASE_COMMIT}
