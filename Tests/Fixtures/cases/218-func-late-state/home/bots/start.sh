#!/bin/bash
OPENCLAW_PORT=20789
launch() { exec openclaw gateway --port "$OPENCLAW_PORT"; }
export OPENCLAW_STATE_DIR=$HOME/.openclaw-lab
launch
