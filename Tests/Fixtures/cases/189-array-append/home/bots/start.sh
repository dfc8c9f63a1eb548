#!/bin/bash
CMD=(openclaw --profile lab gateway run)
CMD+=(--port 20789 --bind lan)
exec "${CMD[@]}"
