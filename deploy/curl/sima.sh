#!/bin/sh
# Makes a contract of SIMA web2app for one document, and hands the text of its QR code to a bridge that shows it to a
# telephone. The telephone then fetches the document from SERVICE and calls back there; no web server stands behind this
# script, so all that it prints is what the bridge says, and with the simulated telephone that is a complaint about SERVICE.
#   MASTER_KEY=... sh sima.sh http://127.0.0.1:8080/ http://web2app.harness.tamga.test/ 0000000 contract.pdf
set -eu
base=${1:?base URL of the bridge with a slash at its end}
service=${2:?SERVICE: base URL with a slash at its end}
assignee=${3:?FIN of who may sign}
file=${4:?PDF document}
key=${MASTER_KEY:?master key of the service}

now=$(date -u +%s)
digest=$(openssl dgst -sha256 -binary "$file" | base64 | tr -d '\n')
# Order and compactness count: what is keyed is the SHA-256 of this very text.
container=$(printf '{"ProtoInfo":{"Name":"web2app","Version":"1.0"},"OperationInfo":{"Type":"Sign","OperationId":"%s","NbfUTC":%s,"ExpUTC":%s,"Assignee":["%s"]},"DataInfo":{"AlgName":"SHA256","FingerPrint":"%s"},"ClientInfo":{"ClientId":1,"IconURI":"%sicon.png","Callback":"%scallback"}}' \
  "$(openssl rand -hex 12)" "$now" "$((now + 300))" "$assignee" "$digest" "$service" "$service")
# The key stands in the list of processes while openssl runs: not for a machine with other users.
keyed=$(printf '%s' "$container" | openssl dgst -sha256 -binary |
  openssl dgst -sha256 -mac HMAC -macopt "key:$key" -binary | base64 | tr -d '\n')
query=$(printf '{"SignableContainer":%s,"Header":{"AlgName":"HMACSHA256","Signature":"%s"}}' "$container" "$keyed" |
  base64 | tr -d '\n')

printf '{"qr":"%sHome/GetFile/?tsquery=%s"}' "$service" "$query" |
  curl --silent --show-error --header 'Content-Type: application/json' --header "X-Listen-Port: ${LISTEN_PORT:-9}" \
    --data-binary @- "${base}web2app"
echo
