#!/bin/bash
exec openclaw --profile lab gateway --port 20789
