#!/bin/bash
PORT=18789
run() { exec openclaw --profile lab gateway --port "$PORT"; }
PORT=20789
run
