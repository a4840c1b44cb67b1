# Shared by .ci/run and .ci/nightly: tools, counted steps, the final line. Sourced, not run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
export CI="${CI:-true}" TAMGA_REQUIRE_PEERS=1 NO_COLOR=1 npm_config_fund=false npm_config_audit=false
logs="$(mktemp -d)"
trap 'rm -rf "$logs"' EXIT
passed=0
failed=0

# Independent verifiers from Debian; nothing is installed when all are there.
install_peers() {
  local missing=()
  have() { command -v "$1" >/dev/null 2>&1; }
  have openssl || missing+=(openssl)
  have xmlsec1 || missing+=(xmlsec1)
  have javac || missing+=(default-jdk-headless)
  have chromium || missing+=(chromium)
  [[ -e /usr/share/java/bcprov.jar ]] || missing+=(libbcprov-java)
  # With it comes bcutil.jar.
  [[ -e /usr/share/java/bcpkix.jar ]] || missing+=(libbcpkix-java)
  compgen -G '/usr/lib/*/engines-3/gost.so' >/dev/null || missing+=(libengine-gost-openssl)
  if ((${#missing[@]} == 0)); then return 0; fi
  local admin=()
  if (($(id -u) != 0)); then admin=(sudo -n); fi
  echo "installing ${missing[*]}"
  "${admin[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${admin[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# step NAME COMMAND…: runs quietly, shows the log only when it fails, adds node:test counters to the sum.
step() {
  local name="$1" log="$logs/step" started=$SECONDS status=0
  shift
  "$@" </dev/null >"$log" 2>&1 || status=$?
  # node:test counters; a step without them counts as one.
  local counted lost
  counted="$(awk '$2 == "pass" && $3 ~ /^[0-9]+$/ { n += $3 } END { print n + 0 }' "$log")"
  lost="$(awk '($2 == "fail" || $2 == "cancelled") && $3 ~ /^[0-9]+$/ { n += $3 } END { print n + 0 }' "$log")"
  if ((status == 0)); then
    if ((counted == 0)); then counted=1; fi
    echo "ok    $name ($((SECONDS - started)) s)"
  else
    if ((lost == 0)); then lost=1; fi
    echo "FAIL  $name ($((SECONDS - started)) s, exit $status)"
    # What passed is not what one looks for here.
    grep -v '^ *✔' "$log" | tail -n 400 || true
  fi
  passed=$((passed + counted))
  failed=$((failed + lost))
}

finish() {
  echo "$passed passed, $failed failed"
  if ((failed > 0)); then exit 1; fi
}
