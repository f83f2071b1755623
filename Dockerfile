# The API with the built map. The database is another container, see docker-compose.yml.
FROM node:20.19.5-bookworm-slim AS web
WORKDIR /build/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web/ ./
RUN npm run build

FROM python:3.11.14-slim-bookworm AS python
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/polycentre
ENV PATH=/opt/polycentre/bin:$PATH
WORKDIR /srv/polycentre
COPY requirements/base.txt requirements/build.txt requirements/
RUN pip install --require-hashes -r requirements/base.txt \
    && pip install --require-hashes --target /opt/build -r requirements/build.txt
COPY pyproject.toml README.md ./
COPY app/ app/
# The checkout is the installation: paths to migrations, tiles and data start at this folder.
RUN PYTHONPATH=/opt/build pip install --no-deps --no-build-isolation --editable .

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin polycentre
COPY --from=python /opt/polycentre /opt/polycentre
WORKDIR /srv/polycentre
COPY pyproject.toml README.md ./
COPY app/ app/
COPY migrations/ migrations/
COPY tiles/ tiles/
COPY geodata/ geodata/
COPY --from=web /build/web/dist web/dist
ENV PATH=/opt/polycentre/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
EXPOSE 8000
CMD ["polycentre", "serve"]
