#!/usr/bin/env bash
set -euo pipefail
PROFILE="$1"
PORT="${PORT:-21789}"
export OPENCLAW_GATEWAY_PORT="$PORT"
exec /usr/bin/openclaw --profile "$PROFILE" gateway run
