#!/bin/sh
# Has one file signed on a telephone by a mobile signature service (ETSI TS 102 204), and prints the CMS in base64.
#   AP_ID=... AP_PWD=... sh mss.sh http://127.0.0.1:8080/ 905550000000 contract.txt
set -eu
base=${1:?base URL with a slash at its end}
msisdn=${2:?MSISDN, digits alone}
file=${3:?file}
id=${AP_ID:?AP_ID of the application}
password=${AP_PWD:?AP_PWD of the application}
mss=http://uri.etsi.org/TS102204/v1.1.2#

# Of a text in XML.
escaped() {
  printf '%s' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g'
}

curl --silent --show-error --header 'Content-Type: text/xml; charset=utf-8' --header 'SOAPAction: ""' \
  --data-binary @- "$base" << XML | sed -n 's/.*<[a-z0-9]*:\{0,1\}Base64Signature>\([^<]*\)<.*/\1/p'
<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:mss="$mss"><soap:Body><mss:MSS_Signature>
<mss:MSS_SignatureReq MajorVersion="1" MinorVersion="1" MessagingMode="synch">
<mss:AP_Info AP_ID="$(escaped "$id")" AP_PWD="$(escaped "$password")" AP_TransID="c$(openssl rand -hex 8)" Instant="$(date -u +%Y-%m-%dT%H:%M:%SZ)"/>
<mss:MSSP_Info><mss:MSSP_ID><mss:URI>${MSSP_URI:-http://mssp.example}</mss:URI></mss:MSSP_ID></mss:MSSP_Info>
<mss:MobileUser><mss:MSISDN>$msisdn</mss:MSISDN></mss:MobileUser>
<mss:DataToBeSigned MimeType="application/octet-stream" Encoding="base64">$(base64 < "$file" | tr -d '\n')</mss:DataToBeSigned>
<mss:DataToBeDisplayed MimeType="text/plain" Encoding="UTF-8">$(escaped "$(basename "$file")")</mss:DataToBeDisplayed>
<mss:SignatureProfile><mss:mssURI>${SIGNATURE_PROFILE:-${mss}profile}</mss:mssURI></mss:SignatureProfile>
<mss:MSS_Format><mss:mssURI>${MSS_FORMAT:-${mss}PKCS7}</mss:mssURI></mss:MSS_Format>
</mss:MSS_SignatureReq>
</mss:MSS_Signature></soap:Body></soap:Envelope>
XML
