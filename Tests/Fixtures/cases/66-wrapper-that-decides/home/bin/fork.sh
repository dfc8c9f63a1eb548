#!/bin/sh
if [ -e "$HOME/.night" ]; then
  exec openclaw --profile fork gateway --port 18789
else
  exec openclaw --profile fork gateway --port 20789
fi
