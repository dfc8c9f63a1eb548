#!/bin/bash
PORT=18789
let PORT+=1000
exec openclaw --profile lab gateway --port $PORT
