#!/bin/bash
ARGS=(--profile lab)
ARGS=("${ARGS[@]}" gateway --port 20789)
exec openclaw "${ARGS[@]}"
