#!/bin/bash
CMD=(openclaw --profile lab gateway)
CMD=("${CMD[@]}" --port 20789)
exec "${CMD[@]}"
