#!/bin/bash
here="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" &>/dev/null && pwd)"
source "$here/lab.conf"
exec openclaw --profile "$NAME" gateway --port "$PORT"
