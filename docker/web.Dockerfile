# The browser app as files, and the way to the API.
FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY . .
RUN cargo xtask web

FROM alpine:3.22
# The distribution's nginx has the module for files that are compressed with brotli beforehand.
RUN apk add --no-cache nginx nginx-mod-http-brotli
COPY docker/nginx.conf /etc/nginx/nginx.conf
COPY docker/nginx-headers.conf /etc/nginx/headers.conf
COPY --from=build /build/web/dist /srv/app
USER nginx
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=5 CMD ["wget", "--quiet", "--spider", "http://127.0.0.1:8080/index.html"]
CMD ["nginx", "-g", "daemon off;"]
