# Every stage starts from one image, so that what is compiled in one runs in the next.
ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS deps
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NATIVE_TLS=1 \
    UV_PROJECT_ENVIRONMENT=/opt/venv \
    UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir --quiet uv==0.13.9
WORKDIR /build
# Dependencies before the source: an edit of the service installs nothing.
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --quiet --frozen --no-dev

FROM ${PYTHON_IMAGE} AS init
RUN apt-get update \
    && apt-get install --yes --no-install-recommends dumb-init=1.2.5-2

FROM ${PYTHON_IMAGE} AS app
WORKDIR /service
COPY gunicorn.conf.py ./
COPY app app
# Hashes are not checked at start: a layer's files do not change, and their times
# must not matter.
RUN python -m compileall -q --invalidation-mode unchecked-hash .

FROM ${PYTHON_IMAGE} AS runtime
LABEL org.opencontainers.image.title="release-ledger" \
    org.opencontainers.image.description="What runs where: a ledger of deployments" \
    org.opencontainers.image.licenses="Apache-2.0"
# What installs packages has no use for a service that is finished.
RUN pip uninstall --yes --quiet pip \
    && rm -f /usr/local/bin/pip* \
    && install -d -o 10001 -g 10001 /data
COPY --from=init /usr/bin/dumb-init /usr/bin/dumb-init
COPY --from=deps /opt/venv /opt/venv
COPY --from=app /service /service
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/ledger.db
WORKDIR /service
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-m", "app.healthcheck"]
ENTRYPOINT ["dumb-init", "--"]
CMD ["gunicorn"]
