#!/bin/bash
ARGS=()
mapfile -t ARGS < "$HOME/bots/args"
exec openclaw --profile lab gateway "${ARGS[@]}"
