#!/bin/sh
# Asks a SiVa service to validate one signed file, and prints its report.
#   sh siva.sh http://127.0.0.1:8080/ contract.p7m
set -eu
base=${1:?base URL with a slash at its end}
file=${2:?signed file}
printf '{"filename":"%s","document":"%s","reportType":"Simple"}' \
  "$(basename "$file")" "$(base64 < "$file" | tr -d '\n')" |
  curl --silent --show-error --header 'Content-Type: application/json' --data-binary @- "${base}validate"
echo
