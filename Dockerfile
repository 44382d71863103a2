# docker build -t ece-simulator . ; docs/run-in-docker.md says how to run it.
FROM node:24-slim AS package
WORKDIR /package
COPY . .
RUN npm ci && npm pack --pack-destination /tmp

FROM node:24-slim
COPY --from=package /tmp/ece-simulator-*.tgz /tmp/
RUN npm install --global --omit=dev --ignore-scripts --no-audit --no-fund /tmp/ece-simulator-*.tgz \
  && rm -rf /tmp/ece-simulator-*.tgz /root/.npm
ENV NODE_ENV=production ECE_SIMULATOR_HOST=0.0.0.0 ECE_SIMULATOR_PORT=8080
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=6s --start-period=10s --start-interval=500ms CMD ["ece-simulator", "ready"]
ENTRYPOINT ["ece-simulator"]
CMD ["start"]
