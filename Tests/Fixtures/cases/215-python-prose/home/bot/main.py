#!/usr/bin/env python3
"""Bot for the
openclaw gateway, which must run already.
"""
print("connecting to openclaw gateway ...")
