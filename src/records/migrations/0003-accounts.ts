import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Who may sign in, in a schema of its own. The first six tables are better-auth's: made by its own word (`compileMigrations` of 1.7.7) and named and spelt as
 * it wants them, so that a test can ask it whether anything is left to do. Two indexes are ours: what identifies somebody is theirs alone, also when two
 * requests come at the same moment. Only the doorkeeper is shown any of it.
 *
 * `allowance` counts tries: a key is an HMAC of what is counted, so that the table holds nobody's address.
 * `kept_form` is what somebody was typing when their session had ended: only they are shown it, and the door may only put it there.
 */
export const accounts: Migration = {
  async up(db: Kysely<never>) {
    await sql`create schema accounts`.execute(db)
    for (const table of tables) await sql.raw(table).execute(db)
    await sql`create unique index account_once on accounts.account ("providerId", "accountId")`.execute(db)
    await sql`create unique index passkey_once on accounts.passkey ("credentialID")`.execute(db)
    await sql`
      create table accounts.allowance (
        key bytea primary key check (octet_length(key) = 32),
        "left" double precision not null,
        at timestamptz not null
      )`.execute(db)
    await sql`
      create table kept_form (
        key bytea primary key check (octet_length(key) = 32),
        person text not null,
        path text not null,
        fields jsonb not null,
        at timestamptz not null,
        until timestamptz not null
      )`.execute(db)
    await sql`create index kept_form_until on kept_form (until)`.execute(db)

    const viewer = `current_setting('alongside.viewer', true)`, person = `nullif(current_setting('alongside.person', true), '')`
    for (const table of ['"user"', 'session', 'account', 'verification', '"twoFactor"', 'passkey', 'allowance'].map(name => `accounts.${name}`)) {
      await protect(db, table)
      await sql.raw(`create policy doorkeeper on ${table} using (${viewer} = 'doorkeeper') with check (${viewer} = 'doorkeeper')`).execute(db)
    }
    await protect(db, 'kept_form')
    await sql.raw(`create policy doorkeeper on kept_form for insert with check (${viewer} = 'doorkeeper')`).execute(db)
    await sql.raw(`create policy person on kept_form using (${viewer} = 'person' and person = ${person}) with check (false)`).execute(db)
    await sql.raw(`create policy caretaker on kept_form using (${viewer} = 'caretaker' and until < now()) with check (false)`).execute(db)
    await sql`comment on schema accounts is 'Who may sign in and how; shown to the doorkeeper alone. Spelt as better-auth wants it.'`.execute(db)
    await sql`comment on table kept_form is 'What somebody was typing when their session had ended; theirs alone, for a day.'`.execute(db)
  },
}

/** Shown to nobody but whom a policy names, the owner of the table included. */
async function protect(db: Kysely<never>, table: string): Promise<void> {
  await sql.raw(`alter table ${table} enable row level security, force row level security`).execute(db)
  const isBackup = `current_setting('alongside.viewer', true) = 'backup'`
  await sql.raw(`create policy backup on ${table} using (${isBackup}) with check (${isBackup})`).execute(db)
}

const tables = [
  `create table accounts."user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text,
    "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null, "twoFactorEnabled" boolean)`,
  `create table accounts."session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
    "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references accounts."user" ("id") on delete cascade, "how" text not null, "signedInAt" timestamptz not null)`,
  `create table accounts."account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references accounts."user" ("id") on delete cascade,
    "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
    "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null)`,
  `create table accounts."verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null,
    "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null)`,
  `create table accounts."twoFactor" ("id" text not null primary key, "secret" text not null, "backupCodes" text not null, "userId" text not null references accounts."user" ("id") on delete cascade,
    "verified" boolean, "failedVerificationCount" integer, "lockedUntil" timestamptz)`,
  `create table accounts."passkey" ("id" text not null primary key, "name" text, "publicKey" text not null, "userId" text not null references accounts."user" ("id") on delete cascade,
    "credentialID" text not null, "counter" integer not null, "deviceType" text not null, "backedUp" boolean not null, "transports" text, "createdAt" timestamptz, "aaguid" text)`,
  `create index "session_userId_idx" on accounts."session" ("userId")`,
  `create index "account_userId_idx" on accounts."account" ("userId")`,
  `create index "verification_identifier_idx" on accounts."verification" ("identifier")`,
  `create index "twoFactor_secret_idx" on accounts."twoFactor" ("secret")`,
  `create index "twoFactor_userId_idx" on accounts."twoFactor" ("userId")`,
  `create index "passkey_userId_idx" on accounts."passkey" ("userId")`,
  `create index "passkey_credentialID_idx" on accounts."passkey" ("credentialID")`,
]
