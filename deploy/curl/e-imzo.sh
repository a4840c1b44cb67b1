#!/bin/sh
# Asks an E-IMZO-SERVER to verify a PKCS#7 file, with its document where the signature is detached, and prints the reply.
#   sh e-imzo.sh http://127.0.0.1:8080/ contract.p7m
#   sh e-imzo.sh http://127.0.0.1:8080/ contract.p7s contract.txt
set -eu
base=${1:?base URL with a slash at its end}
signature=${2:?signed file}
document=${3-}

encoded() {
  base64 < "$1" | tr -d '\n'
}
# The body is the base64 itself, and the server wants the address of the user for whom it works.
ask() {
  curl --silent --show-error --header 'Content-Type: text/plain' --header "X-Real-IP: ${REAL_IP:-127.0.0.1}" \
    --data-binary @- "${base}backend/pkcs7/verify/$1"
}

if [ -n "$document" ]; then
  printf '%s|%s' "$(encoded "$document")" "$(encoded "$signature")" | ask detached
else
  encoded "$signature" | ask attached
fi
echo
