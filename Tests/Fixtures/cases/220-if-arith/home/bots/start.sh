#!/bin/bash
PORT=20789
if (( $# > 1 )); then
  PORT=18789
fi
exec openclaw --profile lab gateway --port "$PORT"
