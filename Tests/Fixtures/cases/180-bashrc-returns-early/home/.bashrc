case $- in
    *i*) ;;
      *) return;;
esac
export OPENCLAW_GATEWAY_PORT=18789
