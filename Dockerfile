# wangge serve in a container, from the lock files. The store is a volume:
#
#   docker build --tag wangge .
#   docker run --rm --volume wangge:/data --volume "$PWD/pages:/pages:ro" wangge build /pages
#   docker run --rm --volume wangge:/data --read-only --tmpfs /tmp --publish 127.0.0.1:8000:8000 wangge
#
# Any base with Python 3.11 or newer will do; one by its digest gives the same image for ever:
#
#   docker build --build-arg BASE=python:3.13-slim@sha256:… --tag wangge .

ARG BASE=python:3.13-slim

FROM ${BASE} AS build
WORKDIR /source
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements-build.lock requirements.lock ./
RUN python -m venv /opt/wangge \
 && /opt/wangge/bin/python -m pip install --require-hashes --requirement requirements-build.lock \
 && /opt/wangge/bin/python -m pip install --require-hashes --no-build-isolation --requirement requirements.lock
COPY pyproject.toml MANIFEST.in README.md LICENSE ./
COPY ontology ontology
COPY extractors extractors
COPY graph graph
# What only installs, and the tests of others, are left behind.
RUN /opt/wangge/bin/python -m pip install --no-deps --no-build-isolation . \
 && /opt/wangge/bin/python -m pip uninstall --yes setuptools pip \
 && find /opt/wangge/lib -type d -name tests -prune -exec rm -rf {} +

FROM ${BASE}
RUN useradd --system --uid 10001 --no-create-home --home-dir /data wangge \
 && install --directory --owner=wangge --group=wangge /data
COPY --from=build /opt/wangge /opt/wangge
ENV PATH=/opt/wangge/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    LANG=C.UTF-8 \
    WANGGE_STORE=/data/wangge.kg
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
ENTRYPOINT ["wangge"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
