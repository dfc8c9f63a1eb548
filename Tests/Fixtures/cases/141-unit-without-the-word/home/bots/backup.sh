#!/bin/sh
tar cf /backup/bot.tar ~/.openclaw
