#!/bin/bash
exec openclaw --profile lab gateway --port 20789

# old
export OPENCLAW_GATEWAY_PORT=18789
openclaw --profile lab gateway
