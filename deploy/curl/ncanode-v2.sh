#!/bin/sh
# Signs one document at an NCANode before version 3 with a key store, has the CMS verified there, and prints the reply.
#   PASSWORD=... sh ncanode-v2.sh http://127.0.0.1:14579/ key.p12 contract.txt
set -eu
base=${1:?base URL with a slash at its end}
store=${2:?PKCS#12 key store}
file=${3:?document}

# One address; the method stands in the body.
ask() {
  curl --silent --show-error --header 'Content-Type: application/json' --data-binary @- "$base"
}
# The value of one text field of a reply in one line.
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}
encoded() {
  base64 < "$1" | tr -d '\n'
}

cms=$(printf '{"version":"2.0","method":"cms.sign","params":{"data":"%s","withTsp":false,"p12array":[{"alias":"","p12":"%s","password":"%s"}]}}' \
  "$(encoded "$file")" "$(encoded "$store")" "${PASSWORD:?password of the key store}" | ask | field cms)
[ -n "$cms" ] || { echo 'no CMS: is the password right?' >&2; exit 1; }

printf '{"version":"2.0","method":"cms.verify","params":{"cms":"%s","checkOcsp":true,"checkCrl":true}}' "$cms" | ask
echo
