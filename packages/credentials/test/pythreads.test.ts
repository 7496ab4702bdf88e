import { spawnSync } from 'node:child_process';
import { credentialsFromJson, credentialsToJson } from '@threads-sdk/credentials';
import { expect, it } from 'vitest';

const wire = {
  user_id: '17841405793187219',
  scopes: ['threads_basic', 'threads_content_publish'],
  short_lived: false,
  access_token: 'THAA-0123456789',
  expiration: '2026-03-01T12:00:00.123+00:00',
};

// What PyThreads does in from_json and to_json, with the user id as the number that it keeps.
const roundTrip = `
import json, sys
from datetime import datetime, timezone

def dates(members):
    return {k: datetime.fromisoformat(v) if k == "expiration" else v for k, v in members.items()}

members = json.loads(sys.stdin.read(), object_hook=dates)
assert list(members) == ["user_id", "scopes", "short_lived", "access_token", "expiration"], list(members)
assert isinstance(members["user_id"], str) and isinstance(members["short_lived"], bool)
remaining = members["expiration"] - datetime.now(timezone.utc)  # fails on a date without an offset
assert members["expiration"].utcoffset().total_seconds() == 0
members["user_id"] = int(members["user_id"])
members["expiration"] = members["expiration"].replace(microsecond=123456).isoformat()
print(json.dumps(members))
`;

it('is understood by Python and understands what Python writes', ({ skip }) => {
  const credentials = credentialsFromJson(JSON.stringify(wire));
  const python = spawnSync('python3', ['-c', roundTrip], {
    input: credentialsToJson(credentials),
    encoding: 'utf8',
  });
  skip(python.error !== undefined, 'python3 is not on this machine');

  expect(python.stderr).toBe('');
  expect(python.stdout).toContain('"user_id": 17841405793187219,');
  expect(python.stdout).toContain('2026-03-01T12:00:00.123456+00:00');
  expect(credentialsToJson(credentialsFromJson(python.stdout))).toBe(credentialsToJson(credentials));
});
