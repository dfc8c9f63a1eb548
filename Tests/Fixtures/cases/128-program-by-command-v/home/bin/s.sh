#!/bin/bash
OC="$(command -v openclaw)"
exec "$OC" --profile lab gateway --port 18789
