#!/bin/bash
openclaw --profile lab gateway --port 20789
exit $?
openclaw gateway --port 18789
