# Kolo in a container: the pages are built in the first stage, the second holds what runs. See docs/guides/run-in-a-container.md.
FROM node:24-bookworm-slim AS build
WORKDIR /kolo
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Builds and checks the words on the way; then only what is needed to run stays.
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
# Compiled code may be kept beside the packages, so that a second start is faster.
COPY --from=build --chown=node:node /kolo /kolo
WORKDIR /kolo
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production KOLO_MODE=production KOLO_BUILD=done KOLO_DATA=/data HOST=0.0.0.0 PORT=3000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Without npm or a shell in between, so that the signal to stop reaches Kolo itself, which then stops PostgreSQL.
CMD ["node", "bin/start.ts"]
