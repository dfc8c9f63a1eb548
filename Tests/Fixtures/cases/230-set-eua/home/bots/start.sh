#!/bin/bash
set -eu -o pipefail -a
. ~/bots/.env
set +a
exec openclaw --profile lab gateway
