#!/bin/bash
set -a; source <(grep -v "^#" ~/bots/.env); set +a
exec openclaw --profile lab gateway
