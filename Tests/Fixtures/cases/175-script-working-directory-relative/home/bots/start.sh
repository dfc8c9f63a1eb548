#!/bin/bash
source ./env
exec openclaw --profile lab gateway
