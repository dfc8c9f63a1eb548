shift -5
exec openclaw --profile a gateway --port 20789
