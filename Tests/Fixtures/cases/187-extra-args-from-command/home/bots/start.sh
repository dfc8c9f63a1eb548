#!/bin/bash
EXTRA="$(cat ~/bots/args)"
exec openclaw --profile lab gateway run $EXTRA
