#!/bin/bash
PORT=18789
if (( $# > 3 )); then PORT=20789; fi
exec openclaw --profile lab gateway --port $PORT
