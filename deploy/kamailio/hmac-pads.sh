#!/bin/sh
# Prints the two pads of HMAC-SHA256 (RFC 2104) for the secret on standard input, as lines for
# anteroom-local.cfg. They are as secret as the secret itself.
set -eu
IFS= read -r secret || [ -n "$secret" ]
if [ "$(printf %s "$secret" | wc -c)" -gt 64 ]; then
	bytes=$(printf %s "$secret" | openssl dgst -sha256 -binary | od -An -v -tu1)
else
	bytes=$(printf %s "$secret" | od -An -v -tu1)
fi

pad() {
	count=0
	for byte in $bytes; do
		printf %02x $((byte ^ $1))
		count=$((count + 1))
	done
	while [ $count -lt 64 ]; do
		printf %02x "$1"
		count=$((count + 1))
	done
}

IFS='
 '
printf '#!define EVENT_INNER_PAD "%s"\n' "$(pad 54)"
printf '#!define EVENT_OUTER_PAD "%s"\n' "$(pad 92)"
