#!/usr/bin/env python3
import os
os.execvp("openclaw",["openclaw","--profile","lab","gateway","--port","20789"])
