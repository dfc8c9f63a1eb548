#!/bin/bash
while true; do
  openclaw --profile loop gateway --port 22789
  echo "gateway ended with $?" >&2
  sleep 5
done
