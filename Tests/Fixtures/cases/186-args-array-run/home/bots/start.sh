#!/bin/bash
ARGS=(--bind lan --port 20789)
exec openclaw --profile lab gateway run "${ARGS[@]}"
