#!/bin/bash
start() {
  exec openclaw --profile lab gateway --port "$1"
}
start 20789
