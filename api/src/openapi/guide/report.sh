# A token, good for ten minutes.
TOKEN=$(curl --silent --show-error --fail-with-body \
  --user "$LSSC_CLIENT_ID:$LSSC_CLIENT_SECRET" \
  --data grant_type=client_credentials \
  "$LSSC_SERVER/oauth/token" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

# Your courses, with the ids that a report names.
curl --silent --show-error --fail-with-body \
  --header "Authorization: Bearer $TOKEN" \
  "$LSSC_SERVER/api/v1/partner/courses?limit=200"

# The report. The key is made of the file: run this again, and nothing is recorded twice.
curl --silent --show-error --fail-with-body --no-buffer \
  --header "Authorization: Bearer $TOKEN" \
  --header "Content-Type: text/csv" \
  --header "Idempotency-Key: $(sha256sum completions.csv | cut -c 1-64)" \
  --data-binary @completions.csv \
  "$LSSC_SERVER/api/v1/partner/reports/batch" > answers.ndjson

# What was refused, and why.
grep '"outcome":"refused"' answers.ndjson || echo "every row was recorded"

# What became of everything that you reported.
curl --silent --show-error --fail-with-body \
  --header "Authorization: Bearer $TOKEN" \
  "$LSSC_SERVER/api/v1/partner/reports?limit=200"
