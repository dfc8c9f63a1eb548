#!/bin/bash
[ -f "$HOME/.night" ] && export OPENCLAW_GATEWAY_PORT=18789
exec openclaw --profile lab gateway
