import type { Stage } from '../stages.ts'

const at = "'2026-02-03 09:00:00.25+00'"

export default {
  rows: `
    insert into accounts."user" (id, name, email, "emailVerified", image, "createdAt", "updatedAt", "twoFactorEnabled") values
      ('u1', 'Dr Meg Arkwright', 'meg@riverside.example', true, null, ${at}, ${at}, true), ('u2', '', 'new@riverside.example', true, null, ${at}, ${at}, null);
    insert into accounts.session (id, "expiresAt", token, "createdAt", "updatedAt", "ipAddress", "userAgent", "userId", how, "signedInAt") values ('s1', '2026-02-03 21:00:00+00', 'a token', ${at}, ${at}, null, 'Firefox', 'u1', 'link', ${at});
    insert into accounts.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt") values ('a1', 'u1', 'credential', 'u1', 'salt:hash', ${at}, ${at});
    insert into accounts.verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt") values ('v1', 'magic', '{}', ${at}, ${at}, ${at});
    insert into accounts."twoFactor" (id, secret, "backupCodes", "userId", verified, "failedVerificationCount", "lockedUntil") values ('t1', 'sealed', 'sealed', 'u1', true, 0, null);
    insert into accounts.passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp", transports, "createdAt", aaguid) values ('p1', 'the laptop in reception', 'key', 'u1', 'cred', 3, 'singleDevice', false, 'internal', ${at}, null);
    insert into accounts.allowance (key, "left", at) values (sha256('counted'), 2.5, ${at});
    insert into kept_form (key, person, path, fields, at, until) values (sha256('kept'), 'u1', '/our', '{"heading": ["Half written"]}', ${at}, '2026-02-04 09:00:00+00')`,
} satisfies Stage
