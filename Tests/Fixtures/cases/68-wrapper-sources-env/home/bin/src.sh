#!/bin/bash
set -a
source ~/oc-src.env
set +a
exec openclaw --profile src gateway run
