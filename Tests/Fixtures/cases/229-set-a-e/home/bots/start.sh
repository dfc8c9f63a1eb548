#!/bin/bash
set -e -a
. "$HOME/bots/.env"
set +a
exec openclaw --profile lab gateway
