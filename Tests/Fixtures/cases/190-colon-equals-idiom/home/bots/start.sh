#!/bin/sh
set -eu
: "${OPENCLAW_GATEWAY_PORT:=20789}"
export OPENCLAW_GATEWAY_PORT
exec openclaw --profile lab gateway
