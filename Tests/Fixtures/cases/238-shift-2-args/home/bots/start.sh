#!/bin/bash
name=$1; shift 2
exec openclaw --profile "$name" gateway --port "$1"
