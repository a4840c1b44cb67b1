#!/bin/sh
# Signs one document at a CSC 2 service that signs documents: credential, permission, CAdES signature in base64.
#   PIN=... sh csc-v2.sh http://127.0.0.1:8080/csc/v2/ az-ecdsa-p256-sha256 1.2.840.10045.4.3.2 contract.txt
set -eu
base=${1:?base URL with a slash at its end}
credential=${2:?credentialID}
algorithm=${3:?OID of the signature algorithm}
file=${4:?document}

ask() {
  curl --silent --show-error --header 'Content-Type: application/json' --data-binary @- "${base}$1"
}
# The value of one text field of a reply in one line.
field() {
  sed -n "s/.*\"$1\":\[\{0,1\}\"\([^\"]*\)\".*/\1/p"
}

hash=$(openssl dgst -sha256 -binary "$file" | base64 | tr -d '\n')
sad=$(printf '{"credentialID":"%s","numSignatures":1,"hashes":["%s"],"hashAlgorithmOID":"2.16.840.1.101.3.4.2.1","authData":[{"id":"PIN","value":"%s"}]}' \
  "$credential" "$hash" "${PIN:?PIN of the credential}" | ask credentials/authorize | field SAD)
[ -n "$sad" ] || { echo 'no SAD: is the PIN right?' >&2; exit 1; }

printf '{"credentialID":"%s","SAD":"%s","documents":[{"document":"%s","signature_format":"C","conformance_level":"AdES-B-B","signAlgo":"%s","signed_envelope_property":"Attached"}],"operationMode":"S"}' \
  "$credential" "$sad" "$(base64 < "$file" | tr -d '\n')" "$algorithm" |
  ask signatures/signDoc | field DocumentWithSignature
