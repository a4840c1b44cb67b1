#!/bin/sh
# Signs one file's SHA-256 digest at a CSC 1.0.4 service, and prints the raw value in base64.
#   PIN=... sh csc-v1.sh http://127.0.0.1:8080/csc/v1/ az-ecdsa-p256-sha256 1.2.840.10045.4.3.2 contract.txt
set -eu
base=${1:?base URL with a slash at its end}
credential=${2:?credentialID}
algorithm=${3:?OID of the signature algorithm}
file=${4:?file}

ask() {
  curl --silent --show-error --header 'Content-Type: application/json' --data-binary @- "${base}$1"
}
# The value of one text field of a reply in one line.
field() {
  sed -n "s/.*\"$1\":\[\{0,1\}\"\([^\"]*\)\".*/\1/p"
}

hash=$(openssl dgst -sha256 -binary "$file" | base64 | tr -d '\n')
sad=$(printf '{"credentialID":"%s","numSignatures":1,"hash":["%s"],"PIN":"%s"}' \
  "$credential" "$hash" "${PIN:?PIN of the credential}" | ask credentials/authorize | field SAD)
[ -n "$sad" ] || { echo 'no SAD: is the PIN right?' >&2; exit 1; }

printf '{"credentialID":"%s","SAD":"%s","hash":["%s"],"hashAlgo":"2.16.840.1.101.3.4.2.1","signAlgo":"%s"}' \
  "$credential" "$sad" "$hash" "$algorithm" | ask signatures/signHash | field signatures
