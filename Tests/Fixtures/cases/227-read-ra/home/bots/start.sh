#!/bin/bash
declare -a EXTRA=()
read -ra EXTRA < "$HOME/bots/args"
exec openclaw --profile lab gateway run "${EXTRA[@]}"
