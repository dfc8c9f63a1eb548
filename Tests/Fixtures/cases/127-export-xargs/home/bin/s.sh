#!/bin/bash
export $(grep -v "^#" ~/x.env | xargs)
exec openclaw --profile lab gateway
