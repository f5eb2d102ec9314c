# syntax=docker/dockerfile:1
# One static program in an empty image: no shell, no package, nothing to update but the program itself.
#   docker build -t candidatheque .
#   docker run --read-only -p 8080:8080 -v candidatheque:/data \
#     -e CANDIDATHEQUE_BASE_URL=https://… -e CANDIDATHEQUE_SMTP=smtp://… -e CANDIDATHEQUE_SECRET_FILE=/data/secret candidatheque
# cmd/candidatheque/dockerfile_test.go runs these build commands and starts the result without Docker.

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags='-s -w' -o candidatheque ./cmd/candidatheque
# The volume starts as a copy of this folder, so it must belong to the one who will write in it.
RUN mkdir -m 0700 data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /src/candidatheque /candidatheque
COPY --from=build --chown=65534:65534 /src/data /data
# 65534 is nobody, written as a number so that an orchestrator can tell it is not root.
USER 65534:65534
# The root may be read-only: everything written, temporary files too, goes under /data.
WORKDIR /data
VOLUME /data
ENV CANDIDATHEQUE_ENV=production CANDIDATHEQUE_ADDR=:8080 CANDIDATHEQUE_DATA=/data/base TMPDIR=/data SQLITE_TMPDIR=/data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/candidatheque", "healthcheck"]
ENTRYPOINT ["/candidatheque"]
CMD ["serve"]
