#!/bin/sh
exec openclaw gateway --port 18889
