#!/bin/sh
# Has one file's SHA-256 digest signed by the cloud signature of a person, and prints the raw value in base64.
#   PIN=... sh cdsapi.sh http://127.0.0.1:8080/api/ 10101199900000 contract.txt
set -eu
base=${1:?base URL with a slash at its end}
person=${2:?personIdnp, 14 digits}
file=${3:?file}

ask() {
  curl --silent --show-error --header 'Content-Type: application/json' --data-binary @- "${base}$1"
}
# The value of one text field of a reply in one line.
field() {
  sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

token=$(printf '{"personIdnp":"%s","byPin":"%s"}' "$person" "${PIN:?PIN of the person}" | ask account/auth | field token)
[ -n "$token" ] || { echo 'no token: are person and PIN right?' >&2; exit 1; }

printf '{"hash":"%s","userToken":"%s"}' "$(openssl dgst -sha256 -r "$file" | cut -d ' ' -f 1)" "$token" |
  ask get-sign/for-hash | field sign
