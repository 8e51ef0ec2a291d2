# The server: built where the compiler is, run where nothing but its libraries is: no shell, no package manager.
FROM rust:1.95-bookworm AS build
WORKDIR /build
COPY . .
RUN cargo build --release --locked --package lssc-api --bin lssc --features postgres-tls

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /build/target/release/lssc /usr/local/bin/lssc
USER 10001:10001
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=5 CMD ["/usr/local/bin/lssc", "health"]
ENTRYPOINT ["/usr/local/bin/lssc"]
CMD ["serve"]
