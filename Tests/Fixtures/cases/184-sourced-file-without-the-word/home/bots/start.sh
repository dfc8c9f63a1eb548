#!/bin/bash
. "$HOME/bots/lab.env"
exec openclaw --profile lab gateway --port "${GATEWAY_PORT:-18789}"
