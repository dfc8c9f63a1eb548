#!/bin/bash
openclaw() { command openclaw --profile lab "$@"; }
openclaw gateway --port 20789
