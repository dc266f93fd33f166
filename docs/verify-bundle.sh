#!/bin/sh
# Verifies a Quanping bundle (profile qpb/1, docs/bundle-format.md) with strangers' tools alone: unzip, sha256sum, openssl, and age
# before them when the bundle is encrypted. Nothing of Quanping is used, so its own reader can be held against this.
#
#   verify-bundle.sh [-i identity.txt] [-c crl.pem] [-t unix-seconds] <file.qpb> <root.pem>
#
#   -i  age identity, for an encrypted bundle        -c  revocation list to check the signers against
#   -t  judge certificates at this time, not now
#
# Exit 0 and a line "ok ..." when everything holds; exit 1 and a line "refused: ..." otherwise; exit 2 for wrong usage.
#
# What it leaves to Quanping's reader: that the ZIP is the one canonical container, limits of size and number, the schema of
# bundle.json beyond the members used here, and sequence.
set -eu
LC_ALL=C
export LC_ALL

refuse() {
  printf 'refused: %s\n' "$1"
  exit 1
}

identity='' crl='' at=''
while getopts i:c:t: option; do
  case $option in
    i) identity=$OPTARG ;;
    c) crl=$OPTARG ;;
    t) at=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
if [ $# -ne 2 ]; then
  echo 'usage: verify-bundle.sh [-i identity.txt] [-c crl.pem] [-t unix-seconds] <file.qpb> <root.pem>' >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
bundle=$1
openssl x509 -in "$2" -outform DER -out "$work/pinned.der" 2>/dev/null || refuse "$2 is no certificate"

# 1. Decryption. The plaintext counts only after age has reached the end of the file without an error.
if [ "$(head -c 21 "$bundle" | tr -d '\0')" = 'age-encryption.org/v1' ]; then
  [ -n "$identity" ] || refuse 'the bundle is encrypted; an identity is needed (-i)'
  age --decrypt -i "$identity" -o "$work/plain.zip" "$bundle" 2>/dev/null || refuse 'age cannot decrypt the bundle'
  bundle=$work/plain.zip
fi

# 2. Names, before anything is unpacked: one top folder that is a UUID, plain lower-case names, none twice.
unzip -Z1 "$bundle" >"$work/names" 2>/dev/null || refuse 'not a ZIP that unzip accepts without a warning'
top=$(head -n 1 "$work/names" | cut -d / -f 1)
printf '%s\n' "$top" | grep -Eqx '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' || refuse 'the top folder is no bundle id'
if grep -Evx "$top(/[a-z0-9][a-z0-9._-]{0,99})+" "$work/names" >/dev/null; then refuse 'a name is not allowed'; fi
[ -z "$(sort "$work/names" | uniq -d)" ] || refuse 'a name is there twice'
unzip -Z "$bundle" | grep "/" | grep -E '^[^ ]{10} ' >"$work/listing" || true
if grep -Ev '^-rw-r--r-- +[0-9.]+ unx +[0-9]+ b- stor 80-Jan-01 00:00 ' "$work/listing" >/dev/null; then refuse 'an entry is no plain stored file'; fi
# Every byte belongs to a file, its two headers (30 and 46 bytes and the name) or the end record (22 bytes).
expected=$(awk '{ sum += $4 + 76 + 2 * length($NF) } END { printf "%.0f", sum + 22 }' "$work/listing")
[ "$(wc -c <"$bundle" | tr -d ' ')" = "$expected" ] || refuse 'the container has bytes that belong to no file'
mkdir "$work/bag"
unzip -qq "$bundle" -d "$work/bag" >/dev/null 2>&1 || refuse 'unzip reports an error'
cd "$work/bag/$top"

# 3. The set of files, in both directions: what is there = what the manifests list + the tag manifest + the signatures.
for name in bagit.txt bag-info.txt bundle.json manifest-sha256.txt tagmanifest-sha256.txt signatures/1.jws; do
  [ -f "$name" ] || refuse "$name is missing"
done
for manifest in manifest-sha256.txt tagmanifest-sha256.txt; do
  if grep -Evx '[0-9a-f]{64}  [a-z0-9][a-z0-9._/-]*' "$manifest" >/dev/null; then refuse "$manifest is malformed"; fi
done
if cut -c 67- manifest-sha256.txt | grep -v '^data/' >/dev/null; then refuse 'the manifest lists files outside data/'; fi
{
  cut -c 67- manifest-sha256.txt tagmanifest-sha256.txt
  echo tagmanifest-sha256.txt
  grep -Ex "$top/signatures/[1-9]\.jws" "$work/names" | cut -d / -f 2-
} | sort >"$work/listed"
find . -type f | cut -c 3- | sort >"$work/present"
cmp -s "$work/listed" "$work/present" || refuse 'the files are not those the manifests list'
printf '%s\n' bag-info.txt bagit.txt bundle.json manifest-sha256.txt >"$work/tags"
cut -c 67- tagmanifest-sha256.txt | cmp -s - "$work/tags" || refuse 'the tag manifest does not list the tag files'

# 4. Hashes.
sha256sum --check --strict --quiet tagmanifest-sha256.txt >/dev/null 2>&1 || refuse 'a tag file does not fit its hash'
sha256sum --check --strict --quiet manifest-sha256.txt >/dev/null 2>&1 || refuse 'a file does not fit its hash'

# 5. bundle.json is canonical JSON on one line: its members can be read with sed.
member() {
  sed -n "s/^.*[{,]\"$1\":\"\([^\"\\\\]*\)\".*\$/\1/p" bundle.json
}
kind=$(member kind)
issuer=$(member issuer)
[ "$(member profile)" = 'qpb/1' ] || refuse 'not profile qpb/1'
[ "$(member bundleId)" = "$top" ] || refuse 'the top folder is not the bundle id'

# 6. Signatures: detached JWS over the bytes of the tag manifest.
unbase64url() {
  tr '_-' '/+' | awk '{ while (length($0) % 4) $0 = $0 "="; printf "%s", $0 }' | openssl base64 -d -A
}
base64url() {
  openssl base64 -A | tr '/+' '_-' | tr -d '='
}

# Turns a 64-byte r||s into the DER form openssl wants.
raw_to_der() {
  hex=$(od -An -v -tx1 "$1" | tr -d ' \n')
  r=$(printf '%s' "$hex" | cut -c 1-64)
  s=$(printf '%s' "$hex" | cut -c 65-128)
  printf 'asn1=SEQUENCE:sig\n[sig]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "$r" "$s" >"$work/asn1"
  openssl asn1parse -genconf "$work/asn1" -noout -out "$2" 2>/dev/null
}

# The role stands in a private extension as a UTF8String: its content in hex.
role_of() {
  openssl asn1parse -inform DER -in "$1" | grep -A 1 'OBJECT.*:2\.25\.221613276638794080769381467723499808317\.1$' |
    sed -n 's/^.*\[HEX DUMP\]:0C[0-9A-F][0-9A-F]\([0-9A-F]*\)$/\1/p'
}
hex_of() {
  printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | tr 'a-f' 'A-F'
}

check_path() {
  openssl x509 -inform DER -in "$work/cert1.der" -out "$work/leaf.pem" 2>/dev/null || refuse 'a certificate is damaged'
  : >"$work/between.pem"
  index=2
  while [ "$index" -lt "$1" ]; do
    openssl x509 -inform DER -in "$work/cert$index.der" >>"$work/between.pem" 2>/dev/null || refuse 'a certificate is damaged'
    index=$((index + 1))
  done
  cmp -s "$work/cert$1.der" "$work/pinned.der" || refuse 'the signature does not lead to the pinned root'
  openssl x509 -inform DER -in "$work/pinned.der" -out "$work/root.pem"
  set -- -x509_strict -CAfile "$work/root.pem"
  if [ -s "$work/between.pem" ]; then set -- "$@" -untrusted "$work/between.pem"; fi
  if [ -n "$at" ]; then set -- "$@" -attime "$at"; fi
  if [ -n "$crl" ]; then set -- "$@" -crl_check -CRLfile "$crl"; fi
  openssl verify "$@" "$work/leaf.pem" >"$work/verify.log" 2>&1 || refuse "the signer's certificate is not valid ($(sed -n 's/^error [0-9]* at [0-9]* depth lookup: *//p' "$work/verify.log" | head -n 1))"
  openssl asn1parse -in "$work/leaf.pem" | grep -A 2 'Extended Key Usage' | grep -q 06082B06010505070324 ||
    refuse 'the signer may not sign documents'
}

check_signature() {
  tr '.' '\n' <"$1" >"$work/jws"
  [ "$(grep -c '' "$work/jws")" -eq 3 ] && [ -z "$(sed -n 2p "$work/jws")" ] || refuse "$1 is no detached signature"
  header=$(sed -n 1p "$work/jws")
  printf '%s\n' "$header" | unbase64url >"$work/header" 2>/dev/null || refuse "$1 is malformed"
  grep -Eqx '\{"alg":"(Ed25519|ES256)","typ":"[a-z0-9+-]+","x5c":\["[A-Za-z0-9+/=]+"(,"[A-Za-z0-9+/=]+"){1,3}\]\}' "$work/header" ||
    refuse "$1 has another header"
  [ "$(sed 's/^.*"typ":"\([^"]*\)".*$/\1/' "$work/header")" = "qpb1-$kind+jws" ] || refuse "$1 is for another purpose"
  sed 's/^.*"x5c":\["//; s/"\]}$//; s/","/\n/g' "$work/header" >"$work/x5c"
  count=0
  while IFS= read -r certificate || [ -n "$certificate" ]; do
    count=$((count + 1))
    printf '%s' "$certificate" | openssl base64 -d -A >"$work/cert$count.der"
  done <"$work/x5c"
  check_path "$count"
  printf '%s.%s' "$header" "$(base64url <tagmanifest-sha256.txt)" >"$work/signed"
  sed -n 3p "$work/jws" | unbase64url >"$work/signature" 2>/dev/null || refuse "$1 is malformed"
  [ "$(wc -c <"$work/signature" | tr -d ' ')" = 64 ] || refuse "$1 is malformed"
  [ "$(base64url <"$work/signature")" = "$(sed -n 3p "$work/jws")" ] || refuse "$1 is malformed"
  openssl x509 -in "$work/leaf.pem" -noout -pubkey >"$work/key.pem"
  if grep -q '"alg":"Ed25519"' "$work/header"; then
    openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/signed" -sigfile "$work/signature" \
      >/dev/null 2>&1 || refuse "$1 does not hold"
  else
    raw_to_der "$work/signature" "$work/signature.der" || refuse "$1 is malformed"
    openssl dgst -sha256 -verify "$work/key.pem" -signature "$work/signature.der" "$work/signed" >/dev/null 2>&1 ||
      refuse "$1 does not hold"
  fi
}

# The first signer is the issuer, and has a role that may sign this kind.
check_issuer() {
  key=$(openssl pkey -pubin -in "$work/key.pem" -outform DER | sha256sum | cut -c 1-64)
  [ "$key" = "$issuer" ] || refuse 'the first signer is not the issuer'
  case $kind in
    case | policy | trust | ack) roles='centre' ;;
    review) roles='reviewer approver inspector' ;;
    panel) roles='secretary' ;;
    score) roles='expert' ;;
    *) refuse 'unknown kind' ;;
  esac
  given=$(role_of "$work/cert1.der")
  for role in $roles; do
    if [ "$given" = "$(hex_of "$role")" ]; then return; fi
  done
  refuse 'the signer has no role for this kind'
}

number=1
while [ -f "signatures/$number.jws" ]; do
  check_signature "signatures/$number.jws"
  if [ "$number" -eq 1 ]; then check_issuer; fi
  number=$((number + 1))
done
[ "$(find signatures -type f | grep -c '')" -eq $((number - 1)) ] || refuse 'the signatures are not numbered without a gap'

printf 'ok %s %s issuer %s files %s\n' "$kind" "$top" "$issuer" "$(grep -c '' manifest-sha256.txt)"
