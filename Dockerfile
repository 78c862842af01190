# The development environment: agent and console on the simulated host, built from this checkout.
ARG BASE=node:24-bookworm-slim
FROM ${BASE}

WORKDIR /home/node/moltbot-ops
RUN chown node:node .
USER node

# The manifests come first, so that a change of code does not install everything again.
COPY --chown=node:node package.json package-lock.json ./
COPY --chown=node:node api/package.json api/
COPY --chown=node:node redact/package.json redact/
COPY --chown=node:node sdk/package.json sdk/
COPY --chown=node:node agent/package.json agent/
COPY --chown=node:node cli/package.json cli/
COPY --chown=node:node cli/bin cli/bin
COPY --chown=node:node web/package.json web/
COPY --chown=node:node e2e/package.json e2e/
COPY --chown=node:node tools/package.json tools/
RUN npm ci --no-audit --no-fund && rm -rf ~/.npm

COPY --chown=node:node . .
RUN npm run build

# The agent listens on loopback only, so the container shares the host's network (see compose.yaml).
EXPOSE 7338
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --start-period=40s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7338/health').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "cli/bin/moltbot-ops.js", "serve", "--simulate", "healthy", "--port", "7338", "--state-dir", "/home/node/state"]
