#!/bin/sh
OPENCLAW_GATEWAY_PORT=`cat $HOME/port`
export OPENCLAW_GATEWAY_PORT
exec openclaw --profile tick gateway
