#!/bin/bash
. ~/bots/conf
exec openclaw --profile "${BOT_PROFILE:-main}" gateway
