#!/bin/sh
openclaw doctor --fix && systemctl --user start openclaw-gateway.service
