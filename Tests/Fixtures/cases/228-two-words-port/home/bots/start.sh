#!/bin/bash
ARGS=()
ARGS[0]=--port
ARGS[1]=20789
exec openclaw --profile lab gateway "${ARGS[@]}"
