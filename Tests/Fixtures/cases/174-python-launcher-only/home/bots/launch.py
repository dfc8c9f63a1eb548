#!/usr/bin/env python3
import os
os.execvp("openclaw",["openclaw","gateway","--port","18789"])
