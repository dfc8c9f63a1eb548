shift 9223372036854775807
shift 99
exec openclaw --profile b gateway --port 21789
