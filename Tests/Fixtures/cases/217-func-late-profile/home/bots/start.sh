#!/bin/bash
PROFILE=default
start() { exec openclaw --profile "$PROFILE" gateway --port "$PORT"; }
PROFILE=lab
PORT=20789
start
