#!/bin/bash
main() {
  local -a args=(--profile lab gateway)
  args+=(--port 20789)
  exec openclaw "${args[@]}"
}
main "$@"
