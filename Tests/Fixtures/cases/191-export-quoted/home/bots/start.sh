#!/bin/bash
export "OPENCLAW_GATEWAY_PORT=20789"
exec openclaw --profile lab gateway
