#!/bin/bash
[ -z "$PORT" ] && PORT=18789
exec openclaw --profile lab gateway --port "$PORT"
