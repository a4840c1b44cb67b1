#!/bin/sh
# Asks a DVCS server (RFC 3029) for a receipt on the possession of one file (service cpd), and prints what it signed.
#   sh dvcs.sh http://127.0.0.1:8080/dvcs/ contract.txt
set -eu
base=${1:?base URL with a slash at its end}
file=${2:?file}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# ContentInfo { id-ct-DVCSRequestData, [0] DVCSRequest { { cpd, nonce }, message } }
cat > "$folder/request.cnf" << CNF
asn1 = SEQUENCE:content
[content]
type = OID:1.2.840.113549.1.9.16.1.7
data = EXPLICIT:0,SEQUENCE:request
[request]
information = SEQUENCE:information
message = FORMAT:HEX,OCTETSTRING:$(od -An -v -tx1 "$file" | tr -d ' \n')
[information]
service = ENUMERATED:1
nonce = INTEGER:0x$(openssl rand -hex 16)
CNF
openssl asn1parse -genconf "$folder/request.cnf" -noout -out "$folder/request.der"
curl --silent --show-error --header 'Content-Type: application/dvcs' \
  --data-binary "@$folder/request.der" --output "$folder/receipt.der" "$base"
openssl asn1parse -inform DER -in "$folder/receipt.der"
