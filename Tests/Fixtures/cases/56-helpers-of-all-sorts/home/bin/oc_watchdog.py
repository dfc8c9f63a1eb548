#!/usr/bin/env python3
import subprocess, time
while True:
    if subprocess.run(["openclaw", "gateway", "status"]).returncode:
        subprocess.run(["systemctl", "--user", "restart", "openclaw-gateway"])
    time.sleep(60)
