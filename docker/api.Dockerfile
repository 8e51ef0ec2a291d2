# The server: built where the compiler is, run where nothing but its libraries is.
FROM rust:1.95-bookworm AS build
WORKDIR /build
COPY . .
RUN cargo build --release --locked --package lssc-api --bin lssc --features postgres-tls

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates curl \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /build/target/release/lssc /usr/local/bin/lssc
USER 10001:10001
EXPOSE 8080
ENTRYPOINT ["lssc"]
CMD ["serve"]
