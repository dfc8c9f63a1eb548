#!/bin/bash
PORT=20789
if (echo > /dev/tcp/127.0.0.1/1) 2>/dev/null; then PORT=18789; fi
exec openclaw --profile lab gateway --port "$PORT"
