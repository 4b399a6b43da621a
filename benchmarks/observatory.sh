#!/usr/bin/env bash
# Let Mozilla's HTTP Observatory score the service, behind TLS and without a network: bash benchmarks/observatory.sh
# Needs root (ports 80 and 443 of the loopback address), haproxy, openssl and npm; all it makes lies in a folder that is removed.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$folder"' EXIT

npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error @mdn/mdn-http-observatory
scanner=$folder/node_modules/@mdn/mdn-http-observatory
# Two lists that it would download; ours is no preloaded site, and localhost has no suffix.
echo '{}' >"$scanner/conf/hsts-preload.json"
echo '[]' >"$scanner/conf/tld-list.json"

make_key() { openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" "${@:2}" 2>/dev/null; }
make_key authority -x509 -days 1 -keyout "$folder/authority.key" -out "$folder/authority.crt"
make_key localhost -keyout "$folder/site.key" -out "$folder/site.csr"
openssl x509 -req -days 1 -in "$folder/site.csr" -CA "$folder/authority.crt" -CAkey "$folder/authority.key" -CAcreateserial \
  -extfile <(echo 'subjectAltName=DNS:localhost') -out "$folder/site.crt" 2>/dev/null
cat "$folder/site.crt" "$folder/site.key" >"$folder/site.pem"
cat >"$folder/haproxy.cfg" <<CONFIG
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend all
  bind 127.0.0.1:80
  bind 127.0.0.1:443 ssl crt $folder/site.pem
  http-request redirect scheme https code 301 unless { ssl_fc }
  http-request set-header X-Forwarded-Proto https
  option forwardfor
  default_backend bot
backend bot
  server one 127.0.0.1:8903
CONFIG

touch "$folder/said"
BOT_PROXIES=1 BOT_TRUSTED_HOSTS=localhost BOT_ACCESS_LOG=off .venv/bin/bot serve --port 8903 >"$folder/said" &
haproxy -f "$folder/haproxy.cfg" &
until grep -q Listening "$folder/said"; do sleep 0.2; done
NODE_EXTRA_CA_CERTS=$folder/authority.crt node "$scanner/src/scan.js" localhost >"$folder/report.json"
.venv/bin/python - "$folder/report.json" <<'REPORT'
import json, sys
report = json.load(open(sys.argv[1]))
scan = report["scan"]
print(f"{scan['grade']}, {scan['score']} points, {scan['testsPassed']} of {scan['testsQuantity']} tests passed")
for name, test in report["tests"].items():
    print(f"  {name:30} {test['scoreModifier']:+4d}  {test['result']}")
REPORT
