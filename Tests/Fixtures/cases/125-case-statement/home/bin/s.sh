#!/bin/bash
case "$1" in
  lab) PORT=20789 ;;
  *) PORT=18789 ;;
esac
exec openclaw --profile "$1" gateway --port "$PORT"
