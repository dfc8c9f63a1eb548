#!/bin/sh
# starts the plain one
exec openclaw --profile plain gateway run --port 20789
