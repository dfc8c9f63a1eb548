#!/usr/bin/env bash
set -u
while true; do
  if ! openclaw gateway status --port 18789 >/dev/null 2>&1; then
    openclaw gateway restart
  fi
  sleep 30
done
